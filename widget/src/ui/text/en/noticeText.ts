import type { Notice } from '../../../domain/signing/signingState.ts'

/** Tells the user how the previous attempt ended. */
export const noticeText: Readonly<Record<Notice, string>> = {
  passkey_cancelled: 'No passkey was used. Try again, or continue with e-mail.',
  passkey_failed: 'That passkey did not work here. Try again, or continue with e-mail.',
  session_ended: 'Your session ended. Sign in again to continue.',
  email_refused: 'We could not send a code to this address. Check it for typos.',
  wrong_code: 'That code is not right or has expired. Check it, or ask for a new one.',
  slow_down: 'Too many attempts. Wait a minute, then try again.',
  approval_cancelled: 'Your passkey has not approved this. Try again when you are ready.',
  approval_failed: 'That passkey could not approve this here. Try again, or continue another way.',
  code_resent: 'We’ve sent you a new code.',
}
