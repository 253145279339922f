import type { OpenKeyError } from '@openkey/protocol'
import { deviceText } from './en/deviceText.ts'

/** Explains why no program was connected, and what to do about it. */
export function describeDeviceFailure(failure: OpenKeyError): string {
  const text = deviceText.failure
  const { code, details } = failure
  if (isSignInNeeded(failure)) return code === 'session_expired' ? text.signedOut : text.passkeyWanted
  switch (code) {
    case 'rate_limited':
      return text.tooMany
    case 'key_endpoint_rejected':
      return details.status === 404 || details.status === 400 ? text.unknownCode : text.refused
    default:
      return text.unreachable
  }
}

/** Returns whether a new sign-in helps: the session has ended, or no passkey confirmed the change. */
export function isSignInNeeded({ code, details }: OpenKeyError): boolean {
  return (
    ['session_expired', 'user_rejected', 'passkey_unavailable'].includes(code) ||
    (code === 'key_endpoint_rejected' && details.expected === 'passkey')
  )
}
