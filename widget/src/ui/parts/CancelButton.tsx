import type { UserEvent } from '../../domain/signing/signingEvent.ts'
import { commonText } from '../text/en/commonText.ts'
import { onTrusted } from './onTrusted.ts'

export type CancelButtonProps = {
  readonly act: (event: UserEvent) => void
  /** Whether it is less prominent than another button. @default false */
  readonly isQuiet?: boolean
}

/** Declines the request. */
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
