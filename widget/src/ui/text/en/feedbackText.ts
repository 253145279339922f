import type { BlockReason } from '../../../domain/approval/approveGate.ts'
import type { Notice } from '../../../domain/signing/signingState.ts'
import { translatable } from '../translate.ts'

/** Tells the user what came of what they did. */
export const feedbackText = translatable('feedback', {
  /** How the previous attempt ended. */
  notice: {
    passkey_cancelled: 'No passkey was used. Try again, or continue with email.',
    passkey_failed: 'That passkey didn’t work here. Try again, or continue with email.',
    session_ended: 'Your session ended. Sign in again to continue.',
    email_refused: 'We couldn’t send a code to this address. Check it for typos.',
    wrong_code: 'That code is wrong or has expired. Check it, or ask for a new one.',
    slow_down: 'Too many attempts. Wait a minute, then try again.',
    approval_cancelled: 'You haven’t approved this with your passkey. Try again when you’re ready.',
    approval_failed: 'That passkey couldn’t approve this here. Try again, or continue another way.',
    code_resent: 'We’ve sent you a new code.',
  } satisfies Record<Notice, string>,
  /** Why pressing a button had no effect. */
  press: {
    early: 'Take a moment to read this, then press again.',
    unread: 'Scroll to read everything this app asks for, then press again.',
    covered: 'Part of OpenKey is covered or out of view, so nothing was approved.',
    small: 'This is too small to read. Make the window larger or turn your device to continue.',
  } satisfies Record<BlockReason, string>,
})
