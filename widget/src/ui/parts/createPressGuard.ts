import {
  type BlockReason,
  confirmMs,
  initialApproveGate,
  reduceApproveGate,
} from '../../domain/approval/approveGate.ts'
import { watchDecision } from './watchDecision.ts'

/** Delay before another look if the previous one was too early or had no result, in milliseconds. */
const recheckMs = 50

export type PressGuardOptions = {
  /** Contains the button, and everything that the user must see before pressing it. */
  readonly element: HTMLElement
  /** Called when a press counts. */
  readonly onConfirmed: () => void
  /** Called when a press does not count, or is withdrawn. */
  readonly onBlocked: (blockReason: BlockReason) => void
  /** Called when the view becomes too small to read, or large enough again, before any press. */
  readonly onSize: (isReadable: boolean) => void
}

export type PressGuard = { press(): void; stop(): void }

/** Connects the approve gate (S10) to an element. Uses no animation frames, which hidden frames do not get. */
export function createPressGuard({ element, onConfirmed, onBlocked, onSize }: PressGuardOptions): PressGuard {
  let gate = initialApproveGate
  let timer: ReturnType<typeof setTimeout> | undefined

  const watch = watchDecision({
    element,
    onEvent(event) {
      const before = gate
      gate = reduceApproveGate(gate, event)
      const { press, isReadable } = gate
      if (isReadable !== before.isReadable) onSize(isReadable)
      if (press === before.press) return
      clearTimeout(timer)
      if (press.kind === 'blocked') onBlocked(press.blockReason)
      if (press.kind === 'pressed') scheduleCheck(confirmMs)
      if (press.kind !== 'confirmed') return
      // The action may fail and leave the button on screen. Its next press must wait again.
      gate = { ...gate, stableSince: event.at, press: { kind: 'none' } }
      onConfirmed()
    },
  })

  if (!gate.isReadable) onSize(false)

  function scheduleCheck(delayMs: number): void {
    timer = setTimeout(() => {
      watch.look()
      scheduleCheck(recheckMs)
    }, delayMs)
  }

  return {
    press: watch.press,
    stop() {
      clearTimeout(timer)
      watch.stop()
    },
  }
}
