/** An environment variable holds what it cannot mean. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
}
