import type { ComponentType } from 'preact'
import type { UserEvent } from '../domain/signing/signingEvent.ts'
import type { ScreenOf, SigningScreen } from '../domain/signing/signingState.ts'
import type { Requester } from './requester.ts'
import { BusyScreen } from './screens/BusyScreen.tsx'
import type { ScreenProps } from './screens/screenProps.ts'
import { WelcomeScreen } from './screens/WelcomeScreen.tsx'

/** Screens that are fetched after the first one. */
export type LaterScreens = {
  /** All that follow the first press. */
  readonly StepScreen?: ComponentType<ScreenProps<StepPhase>> | undefined
  /** Comes with the code that reads messages: nothing can be reviewed before that is there. */
  readonly ReviewScreen?: ComponentType<ScreenProps<'review'>> | undefined
}

export type StepPhase = Exclude<SigningScreen['phase'], 'idle' | 'welcome' | 'review'>

export type WidgetViewProps = {
  readonly screen: SigningScreen
  readonly requester: Requester
  /** Whether a request can go on in a window: this page is a frame. */
  readonly offersWindow: boolean
  readonly act: (event: UserEvent) => void
  readonly screens: LaterScreens
}

/** One screen for every state. The key makes each a new one: its heading is read out, its guard starts afresh. */
export function WidgetView({ screen, requester, offersWindow, act, screens }: WidgetViewProps) {
  const { StepScreen, ReviewScreen } = screens
  const waiting = <BusyScreen onClose={() => act({ type: 'left', how: 'closed' })} />
  const props = { key: screen.phase, requester, offersWindow, act }
  switch (screen.phase) {
    case 'idle':
      return null
    case 'welcome':
      return <WelcomeScreen {...props} screen={screen} />
    case 'review':
      return ReviewScreen ? <ReviewScreen {...props} screen={screen} /> : waiting
    default:
      return StepScreen ? <StepScreen {...props} screen={screen satisfies ScreenOf<StepPhase>} /> : waiting
  }
}
