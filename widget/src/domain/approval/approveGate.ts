/** Time that the decision must have been fully visible before a press, in milliseconds. */
export const minVisibleMs = 500

/** Time that it must stay visible after the press, in milliseconds: occlusion is reported up to 100 ms late. */
export const confirmMs = 150

/** A press that is not confirmed within this time is discarded, in milliseconds. */
const confirmWithinMs = 2_000

/** Minimum device pixel ratio at which text is readable. */
const minPixelRatio = 0.5

const minFrame = { widthPx: 300, heightPx: 240 } as const

/** Events that affect a decision. `at` is in milliseconds from any fixed time. */
export type GateEvent = { readonly at: number } & (
  | { readonly type: 'shown' | 'resized' | 'scrolled' | 'contentChanged' | 'focused' | 'pageVisible' | 'pageHidden' }
  | {
      readonly type: 'measured'
      readonly devicePixelRatio: number
      readonly widthPx: number
      readonly heightPx: number
    }
  /** Visibility of the element that holds the decision. Clean: fully visible and uncovered. */
  | { readonly type: 'observed'; readonly isClean: boolean }
  /** Whether every must-read line has been inside the viewport, above the actions. */
  | { readonly type: 'read'; readonly isRead: boolean }
  | { readonly type: 'pressed' }
)

/** Why a press was blocked. */
export type BlockReason = 'early' | 'covered' | 'small' | 'unread'

export type GatePress =
  | { readonly kind: 'none' }
  /** Neither approval nor rejection. */
  | { readonly kind: 'blocked'; readonly blockReason: BlockReason }
  | { readonly kind: 'pressed'; readonly at: number }
  | { readonly kind: 'confirmed' }

export type ApproveGate = {
  readonly isShown: boolean
  readonly isPageVisible: boolean
  readonly isUnoccluded: boolean
  readonly isReadable: boolean
  readonly isRead: boolean
  /** Time of the last event that restarts the wait. */
  readonly stableSince: number
  readonly press: GatePress
}

export const initialApproveGate: ApproveGate = {
  isShown: false,
  isPageVisible: true,
  isUnoccluded: false,
  isReadable: false,
  isRead: false,
  stableSince: Number.POSITIVE_INFINITY,
  press: { kind: 'none' },
}

/**
 * Decides whether a press approves (S10): shown, unoccluded and still for {@link minVisibleMs} makes the gate `armed`;
 * a press then is `pressed`; a clean look at the decision {@link confirmMs} later makes it `confirmed`. Whatever
 * disturbs the decision in between withdraws the press.
 */
export function reduceApproveGate(gate: ApproveGate, event: GateEvent): ApproveGate {
  if (gate.press.kind === 'confirmed') return gate
  switch (event.type) {
    case 'shown':
      return restarted({ ...gate, isShown: true }, event.at)
    case 'resized':
    case 'scrolled':
    case 'contentChanged':
    case 'focused':
      return restarted(gate, event.at)
    case 'pageVisible':
    case 'pageHidden':
      return restarted({ ...gate, isPageVisible: event.type === 'pageVisible' }, event.at)
    case 'measured': {
      const isReadable =
        event.devicePixelRatio >= minPixelRatio &&
        event.widthPx >= minFrame.widthPx &&
        event.heightPx >= minFrame.heightPx
      return isReadable === gate.isReadable ? gate : restarted({ ...gate, isReadable }, event.at)
    }
    case 'observed':
      if (event.isClean !== gate.isUnoccluded) return restarted({ ...gate, isUnoccluded: event.isClean }, event.at)
      return event.isClean ? confirmed(gate, event.at) : gate
    case 'read':
      return event.isRead === gate.isRead ? gate : restarted({ ...gate, isRead: event.isRead }, event.at)
    case 'pressed': {
      if (gate.press.kind === 'pressed') return gate
      const blockReason = blockReasonOf(gate, event.at)
      return { ...gate, press: blockReason ? { kind: 'blocked', blockReason } : { kind: 'pressed', at: event.at } }
    }
  }
}

/** Returns why a press would be blocked now; `undefined` if it would count. */
export function blockReasonOf(gate: ApproveGate, at: number): BlockReason | undefined {
  if (!gate.isReadable) return 'small'
  if (!gate.isUnoccluded) return 'covered'
  if (!gate.isRead) return 'unread'
  const isArmed = gate.isShown && gate.isPageVisible && at - gate.stableSince >= minVisibleMs
  return isArmed ? undefined : 'early'
}

function restarted(gate: ApproveGate, at: number): ApproveGate {
  const next = { ...gate, stableSince: at }
  if (gate.press.kind !== 'pressed') return next
  return { ...next, press: { kind: 'blocked', blockReason: blockReasonOf(next, at) ?? 'early' } }
}

function confirmed(gate: ApproveGate, at: number): ApproveGate {
  const { press } = gate
  if (press.kind !== 'pressed' || at - press.at < confirmMs) return gate
  return at - press.at > confirmWithinMs ? restarted(gate, at) : { ...gate, press: { kind: 'confirmed' } }
}
