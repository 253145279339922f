import type { Notice as NoticeName } from '../../domain/signing/signingState.ts'
import { reviewText } from '../text/en/reviewText.ts'
import { GuardedButton } from './GuardedButton.tsx'
import { Icon } from './Icon.tsx'
import { iconPaths } from './iconPaths.ts'
import { Notice } from './Notice.tsx'

export type PasskeyButtonProps = {
  readonly onPress: () => void
  /** Result of the previous attempt. */
  readonly notice?: NoticeName | undefined
}

/**
 * Asks for a passkey assertion that approves the message. The browser's prompt does not show the message, so the press before
 * it is guarded like every approval.
 */
export function PasskeyButton({ onPress, notice }: PasskeyButtonProps) {
  return (
    <>
      <Notice notice={notice} />
      <GuardedButton onPress={onPress}>
        <Icon path={iconPaths.passkey} />
        {reviewText.submitPasskey}
      </GuardedButton>
    </>
  )
}
