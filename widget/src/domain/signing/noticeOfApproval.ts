import type { OpenKeyError } from '@openkey/protocol'
import type { Notice } from './signingState.ts'

/** What leads back to the review: the same passkey, another, or a window may still say yes. */
export function noticeOfApproval({ code, details }: OpenKeyError): Notice | undefined {
  if (code === 'user_rejected') return 'approval_cancelled'
  const isRefused = code === 'key_endpoint_rejected' && details.expected === 'passkey'
  return isRefused || code === 'passkey_unavailable' ? 'approval_failed' : undefined
}
