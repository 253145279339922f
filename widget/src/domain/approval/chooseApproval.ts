import { isLoopback, type Origin } from '@openkey/protocol'
import type { ApprovalPolicy } from './approvalPolicy.ts'

/** A press in the frame, an assertion over the exact message, or a press in a window whose address can be seen. */
export type ApprovalWay = 'frame' | 'passkey' | 'window'

export type ApprovalCase = {
  /** The bound origin. */
  readonly origin: Origin
  /** Something in the request must be read before it is approved. */
  readonly isSensitive: boolean
  /** The same was approved before: for this origin, by this account. */
  readonly isRepeat: boolean
  /** The browser tells when something covers the frame. */
  readonly isObserved: boolean
  /** The user has a passkey that can be asked for here. */
  readonly hasPasskey: boolean
  /** Without a session only a passkey can say yes: it signs in, too. */
  readonly isSignedIn: boolean
}

/**
 * S10: how an approval is given. The observer of occlusion sees no mask, no hole in a clip-path, no zoom and no
 * movement, so a press in the frame of a page nobody answers for counts only where nothing new is at stake.
 */
export function chooseApproval(asked: ApprovalCase, policy: ApprovalPolicy = {}): ApprovalWay {
  const { untrusted = 'ask', passkey = false } = policy
  const canAsk = passkey !== false && asked.hasPasskey
  if (canAsk && (passkey === 'required' || !asked.isSignedIn)) return 'passkey'
  if (untrusted === 'frame' || isTrusted(asked.origin, policy)) return 'frame'
  const isAtStake = asked.isSensitive && !asked.isRepeat
  if (asked.isObserved && !isAtStake) return 'frame'
  return canAsk ? 'passkey' : 'window'
}

function isTrusted(origin: Origin, { trustedOrigins = [], trustLoopback = true }: ApprovalPolicy): boolean {
  return trustedOrigins.includes(origin) || (trustLoopback && isLoopback(new URL(origin).hostname))
}
