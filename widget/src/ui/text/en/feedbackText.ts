import type { BlockReason } from '../../../domain/approval/approveGate.ts'
import type { Notice } from '../../../domain/signing/signingState.ts'

/** Tells the user how the previous attempt ended. */
export const noticeText: Readonly<Record<Notice, string>> = {
  passkey_cancelled: 'No passkey was used. Try again, or continue with email.',
  passkey_failed: 'That passkey didn’t work here. Try again, or continue with email.',
  session_ended: 'Your session ended. Sign in again to continue.',
  email_refused: 'We couldn’t send a code to this address. Check it for typos.',
  wrong_code: 'That code is wrong or has expired. Check it, or ask for a new one.',
  slow_down: 'Too many attempts. Wait a minute, then try again.',
  approval_cancelled: 'You haven’t approved this with your passkey. Try again when you’re ready.',
  approval_failed: 'That passkey couldn’t approve this here. Try again, or continue another way.',
  code_resent: 'We’ve sent you a new code.',
}

/** Explains why pressing a button had no effect. */
export const pressText: Readonly<Record<BlockReason, string>> = {
  early: 'Take a moment to read this, then press again.',
  unread: 'Scroll to read everything this app asks for, then press again.',
  covered: 'Part of OpenKey is covered or out of view, so nothing was approved.',
  small: 'This is too small to read. Make the window larger or turn your device to continue.',
}
