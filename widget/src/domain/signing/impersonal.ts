import { type ErrorCode, OpenKeyError } from '@openkey/protocol'

/** Failures that neither depend on who is signed in, nor come earlier or later for it. */
const general: readonly ErrorCode[] = ['key_endpoint_unreachable', 'popup_blocked', 'opener_severed']

/**
 * A failure as a page may hear of it that its user has not approved (S8). What the key endpoint says of a failure is left
 * out.
 * @returns `undefined` where the failure, or that it comes at all, depends on the account
 */
export function impersonal(error: OpenKeyError): OpenKeyError | undefined {
  const { code, message } = error
  if (!general.includes(code)) return undefined
  return code === 'key_endpoint_unreachable' ? new OpenKeyError(code, message) : error
}
