import type { Notice as NoticeName } from '../../domain/signing/signingState.ts'
import { reviewText } from '../text/en/reviewText.ts'
import { Icon } from './Icon.tsx'
import { Notice } from './Notice.tsx'
import { onTrusted } from './onTrusted.ts'

export type PasskeyButtonProps = {
  readonly onPress: () => void
  /** What came of the try before. */
  readonly notice?: NoticeName | undefined
}

/**
 * Asks for the passkey that approves. The press grants nothing: the browser's own prompt does, which no page can cover,
 * so the button needs no guard but a person.
 */
export function PasskeyButton({ onPress, notice }: PasskeyButtonProps) {
  return (
    <>
      <Notice notice={notice} />
      <button type="button" class="button button-primary button-wide" onClick={onTrusted(onPress)}>
        <Icon name="passkey" />
        {reviewText.submitPasskey}
      </button>
    </>
  )
}
