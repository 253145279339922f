import { onTrusted } from '../parts/onTrusted.ts'
import { Screen } from '../parts/Screen.tsx'
import { Spinner } from '../parts/Spinner.tsx'
import { signInText } from '../text/en/signInText.ts'
import type { ScreenProps } from './screenProps.ts'

/** Shown behind the browser's passkey prompt. */
export function PasskeyScreen({ act }: ScreenProps<'passkey'>) {
  return (
    <Screen
      kind="centered"
      title={signInText.passkey.title}
      onClose={() => act({ type: 'dismissed', how: 'closed' })}
      actions={
        <button type="button" class="button" onClick={onTrusted(() => act({ type: 'wentBack' }))}>
          {signInText.passkey.instead}
        </button>
      }
    >
      <p class="text">{signInText.passkey.body}</p>
      <Spinner />
    </Screen>
  )
}
