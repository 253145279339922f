import type { ErrorCode } from '@openkey/protocol'

const endpointFailures: readonly ErrorCode[] = [
  'key_endpoint_unreachable',
  'key_endpoint_rejected',
  'rate_limited',
  'session_expired',
]

/**
 * Failures of the key endpoint leave a call open: the user may try again. Every other failure is a refusal,
 * which no second try changes, and settles the call at once.
 */
export function isEndpointFailure({ code }: { readonly code: ErrorCode }): boolean {
  return endpointFailures.includes(code)
}
