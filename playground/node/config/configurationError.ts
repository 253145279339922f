/** A variable of the environment holds what it cannot mean. Says which, and never what it holds. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError'
  readonly variable: string

  constructor(variable: string, wanted: string) {
    super(`${variable} is not what it must be: ${wanted}.`)
    this.variable = variable
  }
}
