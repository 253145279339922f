import { isOpenKeyError, OpenKeyError } from '@openkey/protocol'

/** The error that a call fails with. Any untyped error comes from a built-in that a script of the page has replaced. */
export function typed(cause: unknown): OpenKeyError {
  if (isOpenKeyError(cause)) return cause
  return new OpenKeyError('internal', 'A script of this page has broken a built-in.', { cause })
}
