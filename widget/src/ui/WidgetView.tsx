import type { ComponentType } from 'preact'
import type { UserEvent } from '../domain/signing/signingEvent.ts'
import type { SigningScreen } from '../domain/signing/signingState.ts'
import { GrantButton } from './parts/GrantButton.tsx'
import { onTrusted } from './parts/onTrusted.ts'
import type { Requester } from './requester.ts'
import { BusyScreen } from './screens/BusyScreen.tsx'
import { CodeScreen } from './screens/CodeScreen.tsx'
import { ConfirmScreen } from './screens/ConfirmScreen.tsx'
import { DoneScreen } from './screens/DoneScreen.tsx'
import { EmailScreen } from './screens/EmailScreen.tsx'
import { OfferScreen } from './screens/OfferScreen.tsx'
import { PasskeyScreen } from './screens/PasskeyScreen.tsx'
import { ProblemScreen } from './screens/ProblemScreen.tsx'
import type { ScreenProps } from './screens/screenProps.ts'
import { WelcomeScreen } from './screens/WelcomeScreen.tsx'
import { en } from './text/en.ts'

export type WidgetViewProps = {
  readonly screen: SigningScreen
  readonly requester: Requester
  readonly act: (event: UserEvent) => void
  /** Comes with the code that reads messages: nothing can be reviewed before that is there. */
  readonly ReviewScreen: ComponentType<ScreenProps<'review'>> | undefined
}

/** One screen for every state. The key makes each a new one: its heading is read out, its guard starts afresh. */
export function WidgetView({ screen, requester, act, ReviewScreen }: WidgetViewProps) {
  const close = () => act({ type: 'left', how: 'closed' })
  const { phase } = screen
  switch (phase) {
    case 'idle':
      return null
    case 'welcome':
      return <WelcomeScreen key={phase} screen={screen} requester={requester} act={act} />
    case 'passkey':
      return <PasskeyScreen key={phase} screen={screen} requester={requester} act={act} />
    case 'email':
      return <EmailScreen key={phase} screen={screen} requester={requester} act={act} />
    case 'code':
      return <CodeScreen key={phase} screen={screen} requester={requester} act={act} />
    case 'account':
      return <BusyScreen key={phase} {...en.account} onClose={close} />
    case 'confirm':
      return <ConfirmScreen key={phase} screen={screen} requester={requester} act={act} />
    case 'offer':
      return <OfferScreen key={phase} screen={screen} requester={requester} act={act} />
    case 'review':
      return ReviewScreen ? <ReviewScreen key={phase} screen={screen} requester={requester} act={act} /> : null
    case 'signing':
      return <BusyScreen key={phase} {...en.signing} onClose={close} />
    case 'done':
      return <DoneScreen key={phase} screen={screen} requester={requester} act={act} />
    case 'problem':
      return (
        <ProblemScreen
          key={phase}
          error={screen.error}
          onClose={close}
          actions={
            <>
              <GrantButton onPress={() => act({ type: 'retried' })}>{en.tryAgain}</GrantButton>
              <button type="button" class="button" onClick={onTrusted(() => act({ type: 'left', how: 'declined' }))}>
                {en.leave}
              </button>
            </>
          }
        />
      )
    case 'refused':
      return (
        <ProblemScreen
          key={phase}
          error={screen.error}
          onClose={close}
          actions={
            <>
              <button type="button" class="button" onClick={onTrusted(close)}>
                {en.dismiss}
              </button>
              {(screen.error.code === 'address_mismatch' || screen.error.code === 'key_not_found') && (
                <button
                  type="button"
                  class="button button-quiet"
                  onClick={onTrusted(() => act({ type: 'otherAccountChosen' }))}
                >
                  {en.problem.otherAccount}
                </button>
              )}
            </>
          }
        />
      )
  }
}
