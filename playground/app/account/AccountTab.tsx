import { useEffect, useState } from 'preact/hooks'
import type { AppConfig } from '../appConfig.ts'
import type { Switches } from '../switches/switches.ts'
import { type AccountOnNode, createAccountReader, emptyAccount, type Part } from './readAccount.ts'

type AccountTabProps = {
  readonly config: AppConfig
  readonly switches: Switches
  /** Account of the page's session. */
  readonly address: string | undefined
}

/** The account of the session at the node, compared with the last time it was read. */
export function AccountTab({ config, switches, address }: AccountTabProps) {
  const [before, setBefore] = useState<AccountOnNode>(emptyAccount)
  const [now, setNow] = useState<AccountOnNode>(emptyAccount)
  const [status, setStatus] = useState('')

  async function read(keepBefore: boolean) {
    setStatus('Reading…')
    const account = await createAccountReader(config, switches)
      .read()
      .catch(() => undefined)
    if (account) {
      if (!keepBefore) setBefore(now)
      setNow(account)
    }
    setStatus(account ? '' : 'Sign in on the first tab, or check that the node is running.')
  }
  useEffect(() => {
    setBefore(emptyAccount)
    setNow(emptyAccount)
    if (address === undefined)
      setStatus('Nobody is signed in. A new user has nothing at the node before the first sign-in.')
    else void read(true)
  }, [address])

  return (
    <section class="card" aria-labelledby="node-title">
      <h2 id="node-title">The account at the node</h2>
      <p class="hint">
        Read with the session of this page, as any app could that was granted the same. New entries since the last
        reading are marked.
      </p>
      <p>
        Bootstrap: <strong data-testid="account-complete">{describeMarker(now.isComplete)}</strong>
      </p>
      <button type="button" disabled={address === undefined} onClick={() => void read(false)}>
        Read again
      </button>
      <p role="status">{status}</p>
      <dl class="facts parts">
        {parts.map(([name, key]) => (
          <div key={key}>
            <dt>{name}</dt>
            <dd data-testid={`account-${key}`}>
              <PartView part={now[key]} before={before[key]} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const parts = [
  ['Spaces', 'spaces'],
  ['Records', 'records'],
  ['SQL rows', 'rows'],
  ['Delegations', 'delegations'],
  ['Encryption network', 'network'],
] as const

function describeMarker(isComplete: boolean | undefined): string {
  if (isComplete === undefined) return 'not readable with the permissions of this session'
  return isComplete ? 'complete' : 'not complete'
}

function PartView({ part, before }: { readonly part: Part; readonly before: Part }) {
  if ('problem' in part) return <p class="refused">{part.problem}</p>
  if (part.length === 0) return <p class="hint">none</p>
  const known: readonly string[] = 'problem' in before ? [] : before
  return (
    <ul>
      {part.map((entry) => (
        <li key={entry}>
          {entry} {!known.includes(entry) && <strong class="new">new</strong>}
        </li>
      ))}
    </ul>
  )
}
