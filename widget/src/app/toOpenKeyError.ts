import { isOpenKeyError, OpenKeyError } from '@openkey/protocol'

/** A fault of this page is told without its text, which may hold a secret. */
export function toOpenKeyError(error: unknown): OpenKeyError {
  if (isOpenKeyError(error)) return error
  return new OpenKeyError('internal', 'Something went wrong inside OpenKey.', { cause: error })
}
