import { Component, type ComponentChildren } from 'preact'
import type { GateObstacle } from '../../domain/approval/approveGate.ts'
import { gateText } from '../text/en/gateText.ts'
import { createPressGuard, type PressGuard } from './createPressGuard.ts'
import { onTrusted } from './onTrusted.ts'

export type GrantButtonProps = {
  /** Comes once, a moment after a press that counts. The press still serves what needs one. */
  readonly onPress: () => void
  readonly children: ComponentChildren
}

type GrantButtonState = { readonly obstacle?: GateObstacle }

/**
 * The only button that gives something away. Must never have the focus by default, and stands on a screen that holds
 * all there is to see before it is pressed. A press that is not taken is neither a yes nor a no: it says why.
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
        })
      : undefined
  }

  private readonly press = onTrusted(() => this.guard?.press())

  override render({ children }: GrantButtonProps, { obstacle }: GrantButtonState) {
    return (
      <>
        <p class={obstacle ? 'early' : 'notice-empty'} role="status">
          {obstacle && gateText[obstacle]}
        </p>
        <button
          type="button"
          class="button button-primary"
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
