import { type ErrorCode, OpenKeyError } from '@openkey/protocol'

/** Errors that do not depend on who is signed in, and come no earlier or later for it. */
const general: readonly ErrorCode[] = ['key_endpoint_unreachable', 'popup_blocked', 'opener_severed']

/**
 * Returns a failure in the form that a page without an approval may receive (S8), without details from the key endpoint.
 * @returns `undefined` if the failure, or its timing, depends on the account
 */
export function withoutAccountDetails(error: OpenKeyError): OpenKeyError | undefined {
  const { code, message } = error
  if (!general.includes(code)) return undefined
  return code === 'key_endpoint_unreachable' ? new OpenKeyError(code, message) : error
}
