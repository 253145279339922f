import { Component, type ComponentChildren } from 'preact'
import { commonText } from '../text/en/commonText.ts'
import { createPressGuard, type PressGuard } from './createPressGuard.ts'
import { onTrusted } from './onTrusted.ts'

export type GrantButtonProps = { readonly onPress: () => void; readonly children: ComponentChildren }

/**
 * The only button that gives something away. Must never have the focus by default. A press that comes too early is
 * neither a yes nor a no: it says why it was not taken.
 */
export class GrantButton extends Component<GrantButtonProps, { isEarly: boolean }> {
  override state = { isEarly: false }
  private guard: PressGuard | undefined

  private readonly watch = (element: HTMLElement | null) => {
    this.guard?.stop()
    this.guard = element ? createPressGuard(element) : undefined
  }

  private readonly press = onTrusted(() => {
    if (this.guard?.admits()) this.props.onPress()
    else this.setState({ isEarly: true })
  })

  override render({ children }: GrantButtonProps) {
    return (
      <>
        <p class={this.state.isEarly ? 'early' : 'notice-empty'} role="status">
          {this.state.isEarly && commonText.tooEarly}
        </p>
        <button type="button" class="button button-primary" ref={this.watch} onClick={this.press}>
          {children}
        </button>
      </>
    )
  }
}
