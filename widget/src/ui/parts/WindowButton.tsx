import type { UserEvent } from '../../domain/signing/signingEvent.ts'
import { commonText } from '../text/en/commonText.ts'
import { onTrusted } from './onTrusted.ts'

export type WindowButtonProps = {
  readonly act: (event: UserEvent) => void
  /** Where nothing else leads on. */
  readonly isPrimary?: boolean
}

/** Leads on where the address can be seen. It grants nothing, so it needs no guard but a person. */
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
