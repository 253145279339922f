import { Component, type ComponentChildren } from 'preact'
import {
  type BlockReason,
  confirmMs,
  initialApproveGate,
  reduceApproveGate,
} from '../../domain/approval/approveGate.ts'
import { feedbackText } from '../text/en/feedbackText.ts'
import { onTrusted } from './onTrusted.ts'
import { watchDecision } from './watchDecision.ts'

export type GuardedButtonProps = {
  /** Called once per accepted press, while its user activation is still valid. */
  readonly onPress: () => void
  /** @default 'primary' */
  readonly look?: 'primary' | 'plain'
  /** Whether the requested action is in progress. */
  readonly isBusy?: boolean
  readonly children: ComponentChildren
}

type GuardedButtonState = { readonly blockReason?: BlockReason | undefined }

/**
 * A button that grants something (S10). Must not have the focus by default. Its screen must show everything that the
 * user has to see before pressing it. For a press that does not count, the button shows the reason.
 */
export class GuardedButton extends Component<GuardedButtonProps, GuardedButtonState> {
  override state: GuardedButtonState = {}
  private guard: PressGuard | undefined

  private readonly watch = (button: HTMLElement | null) => {
    this.guard?.stop()
    this.guard = button
      ? createPressGuard({
          element: button.closest<HTMLElement>('.screen') ?? button,
          onConfirmed: () => this.props.onPress(),
          onBlocked: (blockReason) => this.setState({ blockReason }),
          onSize: (isReadable) =>
            this.setState(({ blockReason }) => ({ blockReason: this.afterSize(blockReason, isReadable) })),
        })
      : undefined
  }

  /** Shows “too small” once per screen, and keeps any other reason. */
  private afterSize(blockReason: BlockReason | undefined, isReadable: boolean): BlockReason | undefined {
    if (!isReadable) return this.props.look === 'plain' ? blockReason : 'small'
    return blockReason === 'small' ? undefined : blockReason
  }

  private readonly press = onTrusted(() => this.guard?.press())

  override render(
    { children, look = 'primary', isBusy = false }: GuardedButtonProps,
    { blockReason }: GuardedButtonState,
  ) {
    return (
      <>
        <p class={blockReason ? 'early' : 'notice-empty'} role="status">
          {blockReason && feedbackText.press[blockReason]}
        </p>
        <button
          type="button"
          class={look === 'primary' ? 'button button-primary' : 'button'}
          aria-disabled={isBusy}
          ref={this.watch}
          onClick={this.press}
          onKeyDown={ignoreHeldKey}
        >
          {children}
        </button>
      </>
    )
  }
}

/** Ignores a key that was held down before the button received focus. */
function ignoreHeldKey(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault()
}

/** Delay before another look if the previous one was too early or had no result, in milliseconds. */
const recheckMs = 50

type PressGuardOptions = {
  /** Contains the button, and everything that the user must see before pressing it. */
  readonly element: HTMLElement
  /** Called when a press counts. */
  readonly onConfirmed: () => void
  /** Called when a press does not count, or is withdrawn. */
  readonly onBlocked: (blockReason: BlockReason) => void
  /** Called when the view becomes too small to read, or large enough again, before any press. */
  readonly onSize: (isReadable: boolean) => void
}

type PressGuard = { press(): void; stop(): void }

/** Connects the approve gate (S10) to an element. Uses no animation frames, which hidden frames do not get. */
function createPressGuard({ element, onConfirmed, onBlocked, onSize }: PressGuardOptions): PressGuard {
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
