import type { OpenKeyError } from '@openkey/protocol'
import { accessText } from './en/accessText.ts'

/** Explains why a change to the user's account was not made, and what to do about it. */
export function describeAccessFailure({ code, details: { received, field, expected } }: OpenKeyError): string {
  const text = accessText.failure
  if (field === 'passkey') return describeUnusedPasskey(code, received)
  switch (received) {
    case 'limit_reached':
    case 'last_way_in':
    case 'passkey_missing':
      return text[received]
    case 'InvalidStateError':
      return text.passkeyKnown
  }
  if (expected === 'passkey') return text.passkeyWanted
  switch (code) {
    case 'user_rejected':
      return text.cancelled
    case 'passkey_unavailable':
      return text.passkeyUnavailable
    case 'key_endpoint_rejected':
      return text.refused
    case 'rate_limited':
      return text.tooMany
    case 'session_expired':
      return text.signedOut
    default:
      return text.unreachable
  }
}

/** Explains why a passkey that the device may have stored was not added to the account. */
function describeUnusedPasskey(code: OpenKeyError['code'], received: string | undefined): string {
  const text = accessText.failure
  if (code === 'key_endpoint_unreachable') return text.passkeyUnsure
  return received === 'limit_reached' ? text.passkeyFull : text.passkeyRefused
}
