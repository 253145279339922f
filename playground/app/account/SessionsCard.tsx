import { useEffect, useState } from 'preact/hooks'
import type { AppActions } from '../actions/createAppActions.ts'
import type { AppConfig } from '../appConfig.ts'
import type { Identity } from '../state/appState.ts'
import { ProblemNotice } from '../ui/ProblemNotice.tsx'
import { openAccessWindow } from './openAccessWindow.ts'
import { readApproval } from './readApproval.ts'
import { useAttempt } from './useAttempt.ts'

type SessionsCardProps = {
  readonly config: AppConfig
  readonly identity: Identity
  readonly actions: Pick<AppActions, 'signOut' | 'disconnect'>
}

/** The session and the approval of this app, with a button to end each. Only the user sees those of other apps. */
export function SessionsCard({ config, identity, actions }: SessionsCardProps) {
  const [approval, setApproval] = useState('')
  const { status, problem, attempt } = useAttempt()

  async function showApproval(): Promise<void> {
    const address = await readApproval(config)
    setApproval(address ? `for ${address}` : 'none: the next request asks the user again')
  }
  useEffect(() => void showApproval(), [identity.address])

  const openList = async () => {
    await openAccessWindow(config, identity.address)
    await showApproval()
    return 'The window has closed.'
  }
  return (
    <section class="card" aria-labelledby="sessions-title">
      <h2 id="sessions-title">Sessions and approvals</h2>
      <p class="hint">
        An app can end its own session, and give its approval back. Other apps, programs and browsers of the user are
        none of its business: the user sees and ends them in a window of the widget, under “Where you’re signed in”.
      </p>
      <dl class="facts">
        <div>
          <dt>Session of this page</dt>
          <dd>{identity.sessionDid}</dd>
        </div>
        <div>
          <dt>Approval of this app</dt>
          <dd data-testid="approval">{approval}</dd>
        </div>
      </dl>
      <div class="buttons">
        <button type="button" onClick={actions.signOut}>
          End this session
        </button>
        <button type="button" onClick={() => void actions.disconnect().then(showApproval)}>
          Revoke the approval of this app
        </button>
        <button type="button" onClick={() => void attempt(openList)}>
          Open a window with the list
        </button>
      </div>
      <p role="status">{status}</p>
      {problem && <ProblemNotice problem={problem} />}
    </section>
  )
}
