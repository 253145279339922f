import type { UserEvent } from '../../domain/signing/signingEvent.ts'
import { commonText } from '../text/en/commonText.ts'
import { onTrusted } from './onTrusted.ts'

export type WindowButtonProps = {
  readonly act: (event: UserEvent) => void
  /** Whether it is the main action of the screen. @default false */
  readonly isPrimary?: boolean
}

/** Continues in a window, where the user can see the address. Grants nothing, so it needs no press guard. */
export function WindowButton({ act, isPrimary = false }: WindowButtonProps) {
  return (
    <button
      type="button"
      class={`button ${isPrimary ? 'button-primary' : 'button-quiet'}`}
      onClick={onTrusted(() => act({ type: 'windowChosen' }))}
    >
      {commonText.continueInWindow}
    </button>
  )
}
