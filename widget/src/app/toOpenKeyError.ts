import { isOpenKeyError, OpenKeyError } from '@openkey/protocol'

/** Converts any error. The message of an unexpected one may contain a secret, so it is not passed on. */
export function toOpenKeyError(error: unknown): OpenKeyError {
  if (isOpenKeyError(error)) return error
  return new OpenKeyError('internal', 'Unexpected error.', { cause: error })
}
