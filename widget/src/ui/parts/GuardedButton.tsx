import { Component, type ComponentChildren } from 'preact'
import type { BlockReason } from '../../domain/approval/approveGate.ts'
import { pressText } from '../text/en/feedbackText.ts'
import { createPressGuard, type PressGuard } from './createPressGuard.ts'
import { onTrusted } from './onTrusted.ts'

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
 * A button that grants something (S10). Must not have the focus by default. Its screen must show everything that the user
 * has to see before pressing it. For a press that does not count, the button shows the reason.
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
          {blockReason && pressText[blockReason]}
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
