import type { ComponentType } from 'preact'
import { requestOf } from '../domain/signing/requestOf.ts'
import type { UserEvent } from '../domain/signing/signingEvent.ts'
import type { ScreenOf, SigningScreen } from '../domain/signing/signingState.ts'
import type { Requester } from './requester.ts'
import { BusyScreen } from './screens/BusyScreen.tsx'
import { OpenWindowScreen } from './screens/OpenWindowScreen.tsx'
import type { ScreenProps } from './screens/screenProps.ts'

/** Screens that are fetched after the first one. */
export type LazyScreens = {
  /** The first screen, if the user can approve something new here. */
  readonly WelcomeScreen?: ComponentType<ScreenProps<'welcome'>> | undefined
  /** Loaded when the user opens the list of where they are signed in. */
  readonly AccessScreen?: ComponentType<ScreenProps<'access'>> | undefined
  /** Those of signing in, which follow the first one. */
  readonly SignInScreen?: ComponentType<ScreenProps<SignInPhase>> | undefined
  /** All others that follow the first press. */
  readonly ProgressScreen?: ComponentType<ScreenProps<ProgressPhase>> | undefined
  /** Comes with the code that reads messages: nothing can be reviewed before that is there. */
  readonly ReviewScreen?: ComponentType<ScreenProps<'review'>> | undefined
}

export const signInPhases = ['passkey', 'email', 'code', 'codeRefused', 'confirm', 'offer'] as const
export type SignInPhase = (typeof signInPhases)[number]

export type ProgressPhase = Exclude<
  SigningScreen['phase'],
  SignInPhase | 'idle' | 'openWindow' | 'welcome' | 'review' | 'access'
>

export type WidgetViewProps = {
  readonly screen: SigningScreen
  readonly requester: Requester
  readonly isFrame: boolean
  readonly act: (event: UserEvent) => void
  readonly screens: LazyScreens
}

/** One screen for every state. The key makes each a new one: its heading is read out, its guard starts afresh. */
export function WidgetView({ screen, requester, isFrame, act, screens }: WidgetViewProps) {
  const { WelcomeScreen, AccessScreen, SignInScreen, ProgressScreen, ReviewScreen } = screens
  const waiting = <BusyScreen onClose={() => act({ type: 'dismissed', how: 'closed' })} />
  const request = requestOf(screen)
  const props = { key: `${screen.phase} ${request?.id}`, requester, isFrame, act }
  switch (screen.phase) {
    case 'idle':
      // A frame without a request is hidden; a window is not.
      return isFrame ? null : <BusyScreen />
    case 'openWindow':
      return <OpenWindowScreen {...props} />
    case 'continued':
      // S8: an unknown page sees the same screen while its window is open. Pressing again opens another window in its place.
      if (screen.flow.isUnknownOrigin && isFrame)
        return <OpenWindowScreen {...props} key={`openWindow ${request?.id}`} />
      break
    case 'welcome':
      return WelcomeScreen ? <WelcomeScreen {...props} screen={screen} /> : waiting
    case 'access':
      return AccessScreen ? <AccessScreen {...props} screen={screen} /> : waiting
    case 'review':
      return ReviewScreen ? <ReviewScreen {...props} screen={screen} /> : waiting
  }
  if (isSignIn(screen)) return SignInScreen ? <SignInScreen {...props} screen={screen} /> : waiting
  return ProgressScreen ? <ProgressScreen {...props} screen={screen satisfies ScreenOf<ProgressPhase>} /> : waiting
}

export function isSignIn(screen: SigningScreen): screen is ScreenOf<SignInPhase> {
  return signInPhases.some((phase) => phase === screen.phase)
}
