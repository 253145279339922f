import { isOpenKeyError, OpenKeyError } from '@openkey/protocol'

/** What a call fails with. Anything else that is thrown comes from a built-in that the page's script has replaced. */
export function typed(cause: unknown): OpenKeyError {
  if (isOpenKeyError(cause)) return cause
  return new OpenKeyError('internal', 'A script of this page has broken a built-in.', { cause })
}
