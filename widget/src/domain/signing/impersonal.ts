import { type ErrorCode, OpenKeyError } from '@openkey/protocol'

/** Failures that depend on who is signed in. */
const personal: readonly ErrorCode[] = [
  'session_expired',
  'rate_limited',
  'key_endpoint_rejected',
  'address_mismatch',
  'key_not_found',
]

/**
 * A failure as a page may hear of it that its user has not approved (S8). What the key endpoint says of a failure is left
 * out.
 * @returns `undefined` where the failure itself depends on the account
 */
export function impersonal(error: OpenKeyError): OpenKeyError | undefined {
  const { code, message } = error
  if (personal.includes(code)) return undefined
  return code === 'key_endpoint_unreachable' ? new OpenKeyError(code, message) : error
}
