import type { ComponentType } from 'preact'
import type { UserEvent } from '../domain/signing/signingEvent.ts'
import { requestOf, type ScreenOf, type SigningScreen } from '../domain/signing/signingState.ts'
import { BusyScreen } from './screens/BusyScreen.tsx'
import { OpenWindowScreen } from './screens/OpenWindowScreen.tsx'
import type { Requester, ScreenProps } from './screens/screenProps.ts'

/** Screens that are loaded on demand. */
export type LazyScreens = {
  /** First screen of a page on which the user can approve something new. */
  readonly WelcomeScreen?: ComponentType<ScreenProps<'welcome'>> | undefined
  /** List of where the user is signed in. Loaded when the user opens it. */
  readonly AccessScreen?: ComponentType<ScreenProps<'access'>> | undefined
  /** Screens for signing in. */
  readonly SignInScreen?: ComponentType<ScreenProps<SignInPhase>> | undefined
  /** Screens that explain an error. */
  readonly ProblemScreen?: ComponentType<ScreenProps<ProblemPhase>> | undefined
  /** All other screens that follow the first press. */
  readonly ProgressScreen?: ComponentType<ScreenProps<ProgressPhase>> | undefined
  /** Loaded together with the code that reads messages. */
  readonly ReviewScreen?: ComponentType<ScreenProps<'review'>> | undefined
}

export const signInPhases = ['passkey', 'email', 'code', 'codeRefused', 'confirm', 'offer'] as const
export type SignInPhase = (typeof signInPhases)[number]

const problemPhases = ['problem', 'refused', 'wrongAccount'] as const
export type ProblemPhase = (typeof problemPhases)[number]

export type ProgressPhase = Exclude<
  SigningScreen['phase'],
  SignInPhase | ProblemPhase | 'idle' | 'openWindow' | 'welcome' | 'review' | 'access'
>

export type WidgetViewProps = {
  readonly screen: SigningScreen
  readonly requester: Requester
  readonly isFrame: boolean
  readonly act: (event: UserEvent) => void
  readonly screens: LazyScreens
}

/**
 * Renders the screen of a state. Each screen has its own key, so that screen readers announce its heading, and its
 * press guard starts again.
 */
export function WidgetView({ screen, requester, isFrame, act, screens }: WidgetViewProps) {
  const { WelcomeScreen, AccessScreen, SignInScreen, ProblemScreen, ProgressScreen, ReviewScreen } = screens
  const waiting = <BusyScreen onClose={() => act({ type: 'dismissed', how: 'closed' })} />
  const request = requestOf(screen)
  const props = { key: `${screen.phase} ${request?.id}`, requester, isFrame, act }
  switch (screen.phase) {
    case 'idle':
      // The host hides a frame without a request. A window stays visible.
      return isFrame ? null : <BusyScreen />
    case 'openWindow':
      return <OpenWindowScreen {...props} />
    case 'continued':
      // S8: the screen of an unknown page does not change while its window is open. Pressing again replaces the window.
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
  if (isProblem(screen)) return ProblemScreen ? <ProblemScreen {...props} screen={screen} /> : waiting
  return ProgressScreen ? <ProgressScreen {...props} screen={screen satisfies ScreenOf<ProgressPhase>} /> : waiting
}

export function isSignIn(screen: SigningScreen): screen is ScreenOf<SignInPhase> {
  return signInPhases.some((phase) => phase === screen.phase)
}

export function isProblem(screen: SigningScreen): screen is ScreenOf<ProblemPhase> {
  return problemPhases.some((phase) => phase === screen.phase)
}
