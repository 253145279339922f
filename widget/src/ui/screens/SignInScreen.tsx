import { Spinner } from '../parts/Icon.tsx'
import { onTrusted } from '../parts/onTrusted.ts'
import { Screen } from '../parts/Screen.tsx'
import { signInText } from '../text/en/signInText.ts'
import type { SignInPhase } from '../WidgetView.tsx'
import { CodeRefusedScreen } from './CodeRefusedScreen.tsx'
import { CodeScreen } from './CodeScreen.tsx'
import { ConfirmScreen } from './ConfirmScreen.tsx'
import { EmailScreen } from './EmailScreen.tsx'
import { OfferScreen } from './OfferScreen.tsx'
import type { ScreenProps } from './screenProps.ts'

/** Renders the screens for signing in. A separate script, because users with a session do not need them. */
export function SignInScreen({ screen, ...props }: ScreenProps<SignInPhase>) {
  switch (screen.phase) {
    case 'passkey':
      return <PasskeyScreen {...props} screen={screen} />
    case 'email':
      return <EmailScreen {...props} screen={screen} />
    case 'code':
      return <CodeScreen {...props} screen={screen} />
    case 'codeRefused':
      return <CodeRefusedScreen {...props} screen={screen} />
    case 'confirm':
      return <ConfirmScreen {...props} screen={screen} />
    case 'offer':
      return <OfferScreen {...props} screen={screen} />
  }
}

/** Shown behind the browser's passkey prompt. */
function PasskeyScreen({ act }: ScreenProps<'passkey'>) {
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
