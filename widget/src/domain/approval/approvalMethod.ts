import type { ApprovalPolicy } from './approvalPolicy.ts'

/** A press on a button of the widget, or a passkey assertion over the exact message. */
export type ApprovalMethod = 'press' | 'passkey'

export type ApprovalMethodContext = {
  /** A passkey of the account can be asked for here. */
  readonly hasPasskey: boolean
  /** Without a session only a passkey can approve: it signs in as well. */
  readonly isSignedIn: boolean
}

/** Chooses how an approval is given. The choice adds to where it may be given (S10) and never replaces it. */
export function chooseApprovalMethod(
  { hasPasskey, isSignedIn }: ApprovalMethodContext,
  { passkey = false }: ApprovalPolicy = {},
): ApprovalMethod {
  const isUsable = passkey !== false && hasPasskey
  return isUsable && (passkey === 'required' || !isSignedIn) ? 'passkey' : 'press'
}
