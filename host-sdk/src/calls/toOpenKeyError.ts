import { isOpenKeyError, OpenKeyError } from '@openkey/protocol'

/**
 * Returns the error that a call rejects with. The SDK throws typed errors only, so any other error comes from a
 * built-in that a script of the page has replaced.
 */
export function toOpenKeyError(cause: unknown): OpenKeyError {
  if (isOpenKeyError(cause)) return cause
  return new OpenKeyError('internal', 'A script of this page has broken a built-in.', { cause })
}
