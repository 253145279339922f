import type { Notice } from '../../../domain/signing/signingState.ts'

/** What the user is told about the try before. */
export const noticeText: Readonly<Record<Notice, string>> = {
  passkey_cancelled: 'No passkey was used. Try again, or continue with e-mail.',
  passkey_failed: 'That passkey did not work here. Try again, or continue with e-mail.',
  session_ended: 'You were signed out in the meantime. Sign in again to go on.',
  email_refused: 'No code could be sent to this address. Check it for typing mistakes.',
  wrong_code: 'That code is not right, or has expired. Check it, or ask for a new one.',
  slow_down: 'That was a lot of tries. Wait a minute, then try again.',
  approval_cancelled: 'Your passkey has not approved this. You can try again.',
  approval_failed: 'That passkey could not approve this here. Try again, or go on another way.',
  code_resent: 'A code is on its way again.',
}
