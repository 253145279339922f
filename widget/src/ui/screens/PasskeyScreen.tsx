import { Spinner } from '../parts/Badge.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { Screen } from '../parts/Screen.tsx'
import { en } from '../text/en.ts'
import type { ScreenProps } from './screenProps.ts'

/** Stands behind the browser's own prompt. */
export function PasskeyScreen({ act }: ScreenProps<'passkey'>) {
  return (
    <Screen
      kind="centered"
      title={en.passkey.title}
      onClose={() => act({ type: 'left', how: 'closed' })}
      actions={
        <button type="button" class="button" onClick={onTrusted(() => act({ type: 'wentBack' }))}>
          {en.passkey.instead}
        </button>
      }
    >
      <p class="text">{en.passkey.body}</p>
      <Spinner />
    </Screen>
  )
}
