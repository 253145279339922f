import {
  type BlockReason,
  confirmMs,
  initialApproveGate,
  reduceApproveGate,
} from '../../domain/approval/approveGate.ts'
import { watchDecision } from './watchDecision.ts'

/** A look that comes too soon or finds nothing to tell is followed by another, after so many milliseconds. */
const recheckMs = 50

export type PressGuardOptions = {
  /** Holds all that must be seen before the press, and the button. */
  readonly element: HTMLElement
  /** The press counts. */
  readonly onConfirmed: () => void
  /** A press was not taken, or taken back. */
  readonly onBlocked: (blockReason: BlockReason) => void
  /** The view is too small to read in, or is no longer: said before anybody presses. */
  readonly onSize: (isReadable: boolean) => void
}

export type PressGuard = { press(): void; stop(): void }

/** Runs the gate between a press and what it approves (S10). Nothing here waits for an animation frame. */
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
      // What was pressed may fail and leave the button where it is: the next press waits anew.
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
