import { Component, type ComponentChildren } from 'preact'
import type { GateObstacle } from '../../domain/approval/approveGate.ts'
import { pressText } from '../text/en/feedbackText.ts'
import { createPressGuard, type PressGuard } from './createPressGuard.ts'
import { onTrusted } from './onTrusted.ts'

export type GrantButtonProps = {
  /** Comes once, a moment after a press that counts. The press still serves what needs one. */
  readonly onPress: () => void
  /** @default 'primary' */
  readonly look?: 'primary' | 'plain'
  /** Whether the requested action is in progress. */
  readonly isBusy?: boolean
  readonly children: ComponentChildren
}

type GrantButtonState = { readonly obstacle?: GateObstacle | undefined }

/**
 * A button that grants something. Must never have the focus by default, and belongs on a screen that shows everything the
 * user must see before pressing it. A press that does not count neither approves nor rejects, and the button says why.
 */
export class GrantButton extends Component<GrantButtonProps, GrantButtonState> {
  override state: GrantButtonState = {}
  private guard: PressGuard | undefined

  private readonly watch = (button: HTMLElement | null) => {
    this.guard?.stop()
    this.guard = button
      ? createPressGuard({
          element: button.closest<HTMLElement>('.screen') ?? button,
          onConfirmed: () => this.props.onPress(),
          onRefused: (obstacle) => this.setState({ obstacle }),
          onSize: (isReadable) => this.setState(({ obstacle }) => ({ obstacle: this.afterSize(obstacle, isReadable) })),
        })
      : undefined
  }

  /** Said once on a screen, and what else was in the way may still be. */
  private afterSize(obstacle: GateObstacle | undefined, isReadable: boolean): GateObstacle | undefined {
    if (!isReadable) return this.props.look === 'plain' ? obstacle : 'small'
    return obstacle === 'small' ? undefined : obstacle
  }

  private readonly press = onTrusted(() => this.guard?.press())

  override render({ children, look = 'primary', isBusy = false }: GrantButtonProps, { obstacle }: GrantButtonState) {
    return (
      <>
        <p class={obstacle ? 'early' : 'notice-empty'} role="status">
          {obstacle && pressText[obstacle]}
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

/** A key that was already down when the focus came here was meant for something else. */
function ignoreHeldKey(event: KeyboardEvent): void {
  if (event.repeat) event.preventDefault()
}
