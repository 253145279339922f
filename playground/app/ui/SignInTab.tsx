import type { AppActions } from '../actions/createAppActions.ts'
import type { AppConfig } from '../appConfig.ts'
import { MessageCard } from '../clients/MessageCard.tsx'
import { CodeCard } from '../code/CodeCard.tsx'
import type { SharedPage } from '../sharedPage.ts'
import type { AppState } from '../state/appState.ts'
import { SwitchesCard } from '../switches/SwitchesCard.tsx'
import type { Switches } from '../switches/switches.ts'
import { AccountCard } from './AccountCard.tsx'
import { AdvancedCard } from './AdvancedCard.tsx'
import { ElementCard } from './ElementCard.tsx'
import { InlineFrame } from './InlineFrame.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'
import { SharedValueCard } from './SharedValueCard.tsx'
import { SharesCard } from './SharesCard.tsx'
import { SignInCard } from './SignInCard.tsx'
import { TimelineCard } from './TimelineCard.tsx'
import { ValuesCard } from './ValuesCard.tsx'

export type SignInTabProps = {
  readonly config: AppConfig
  readonly state: AppState
  readonly switches: Switches
  /** URL of the page. */
  readonly href: string
  /** The link that the page was opened with. */
  readonly sharedPage: SharedPage | undefined
  /** Parent of the widget's frame, if it is inline. */
  readonly container: HTMLElement | undefined
  readonly actions: AppActions
  readonly onSwitch: (switches: Switches) => void
}

/** Signs in as the switches say, and uses the session. */
export function SignInTab(props: SignInTabProps) {
  const { config, state, switches, sharedPage, container, actions, href, onSwitch } = props
  const { session, bootstrap, problem, answer, shares, sharedText, signature, timeline } = state
  const isElement = switches.sdk === 'element'
  const address = session.phase === 'signedIn' ? session.identity.address : undefined
  const { pathname, search } = new URL(href)
  return (
    <div class="columns">
      <div class="column">
        {problem && <ProblemNotice problem={problem} />}
        {sharedPage && <SharedValueCard page={sharedPage} text={sharedText} actions={actions} />}
        {isElement && <ElementCard config={config} switches={switches} />}
        {session.phase === 'signedIn' ? (
          <>
            <AccountCard identity={session.identity} bootstrap={bootstrap} onSignOut={actions.signOut} />
            <ValuesCard answer={answer} actions={actions} />
            <SharesCard shares={shares} actions={actions} />
          </>
        ) : (
          !isElement && <SignInCard phase={session.phase} onSignIn={actions.signIn} />
        )}
        {container && <InlineFrame container={container} />}
        <SwitchesCard
          config={config}
          switches={switches}
          otherUrl={config.otherOrigin + pathname + search}
          onChange={onSwitch}
        />
        <AdvancedCard signature={signature} actions={actions} />
      </div>
      <div class="column">
        <CodeCard config={config} switches={switches} />
        {!isElement && <MessageCard switches={switches} address={address} />}
        <TimelineCard timeline={timeline} />
      </div>
    </div>
  )
}
