import { toBase64url } from '../base64url.ts'
import type { ApprovalPolicy } from './approvalPolicy.ts'

/** A press on a button of the widget, or a passkey assertion over the exact message. */
export type ApprovalMethod = 'press' | 'passkey'

export type ApprovalMethodContext = {
  /** Whether this browser can ask for a passkey of the account. */
  readonly hasPasskey: boolean
  /** Without a session, only a passkey can approve, because it also signs in. */
  readonly isSignedIn: boolean
}

/** Chooses how the user approves. This is independent of where the user may approve (S10) and never replaces it. */
export function chooseApprovalMethod(
  { hasPasskey, isSignedIn }: ApprovalMethodContext,
  { passkey = false }: ApprovalPolicy = {},
): ApprovalMethod {
  const isUsable = passkey !== false && hasPasskey
  return isUsable && (passkey === 'required' || !isSignedIn) ? 'passkey' : 'press'
}

/**
 * Challenge of the passkey assertion that approves exactly this message, base64url:
 * SHA-256(`"openkey-sign-v1"` ‖ 0x00 ‖ UTF-8 bytes of the message). The prefix keeps it apart from every other use of a
 * challenge.
 */
export async function approvalChallenge(message: string): Promise<string> {
  const committed = new TextEncoder().encode(`openkey-sign-v1\0${message}`)
  return toBase64url(await crypto.subtle.digest('SHA-256', committed))
}
