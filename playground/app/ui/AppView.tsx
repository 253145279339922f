import type { AppActions } from '../actions/createAppActions.ts'
import type { AppConfig } from '../appConfig.ts'
import type { AppState } from '../state/appState.ts'
import { AccountCard } from './AccountCard.tsx'
import { AdvancedCard } from './AdvancedCard.tsx'
import { ProblemNotice } from './ProblemNotice.tsx'
import { SignInCard } from './SignInCard.tsx'
import { TimelineCard } from './TimelineCard.tsx'
import { ValuesCard } from './ValuesCard.tsx'

type AppViewProps = { readonly config: AppConfig; readonly state: AppState; readonly actions: AppActions }

/** Renders the page from its state. */
export function AppView({ config, state, actions }: AppViewProps) {
  const { session, bootstrap, problem, answer, signature, timeline } = state
  return (
    <>
      <header class="masthead">
        <h1>{config.appName}</h1>
        <p>This is what your own app could look like. It holds a TinyCloud session, but no key.</p>
        <nav aria-label="Development">
          <a href={config.inboxUrl} target="_blank" rel="noreferrer">
            Development inbox
          </a>
          <a href="/script-tag">The same page with a script tag</a>
        </nav>
      </header>
      <main class="columns">
        <div class="column">
          {problem && <ProblemNotice problem={problem} />}
          {session.phase === 'signedIn' ? (
            <>
              <AccountCard identity={session.identity} bootstrap={bootstrap} onSignOut={actions.signOut} />
              <ValuesCard answer={answer} actions={actions} />
            </>
          ) : (
            <SignInCard phase={session.phase} onSignIn={actions.signIn} />
          )}
          <AdvancedCard signature={signature} actions={actions} />
        </div>
        <div class="column">
          <TimelineCard timeline={timeline} />
        </div>
      </main>
    </>
  )
}
