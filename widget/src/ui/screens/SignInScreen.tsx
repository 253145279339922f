import type { SignInPhase } from '../WidgetView.tsx'
import { CodeRefusedScreen } from './CodeRefusedScreen.tsx'
import { CodeScreen } from './CodeScreen.tsx'
import { ConfirmScreen } from './ConfirmScreen.tsx'
import { EmailScreen } from './EmailScreen.tsx'
import { OfferScreen } from './OfferScreen.tsx'
import { PasskeyScreen } from './PasskeyScreen.tsx'
import type { ScreenProps } from './screenProps.ts'

/** The screens of signing in. A user who has a session does not see them, so they are a file of their own. */
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
