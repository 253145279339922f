import type { UserEvent } from '../../domain/signing/signingEvent.ts'
import { commonText } from '../text/en/commonText.ts'
import { onTrusted } from './onTrusted.ts'

export type CancelButtonProps = {
  readonly act: (event: UserEvent) => void
  /** Beside or below what leads on. */
  readonly isQuiet?: boolean
}

/** The user's no. */
export function CancelButton({ act, isQuiet = false }: CancelButtonProps) {
  return (
    <button
      type="button"
      class={isQuiet ? 'button button-quiet' : 'button'}
      onClick={onTrusted(() => act({ type: 'dismissed', how: 'declined' }))}
    >
      {commonText.cancel}
    </button>
  )
}
