import { useState } from 'preact/hooks'
import { type PortableDelegation, TinyCloudWeb } from '../../web-sdk/index.ts'
import { describeProblem, type Problem } from '../problem/describeProblem.ts'
import { ProblemNotice } from '../ui/ProblemNotice.tsx'
import { ScrollBox } from '../ui/ScrollBox.tsx'

type DelegationCardProps = { readonly tinycloud: TinyCloudWeb }

/** Lets another user read values. A delegation to a session instead of its user fails, which is a common mistake. */
export function DelegationCard({ tinycloud }: DelegationCardProps) {
  const [did, setDid] = useState('')
  const [created, setCreated] = useState<PortableDelegation>()
  const [status, setStatus] = useState('')
  const [problem, setProblem] = useState<Problem>()

  async function attempt(work: () => Promise<string>) {
    setProblem(undefined)
    setStatus('')
    try {
      setStatus(await work())
    } catch (error) {
      setProblem(describeProblem(error))
    }
  }

  return (
    <section class="card" aria-labelledby="delegation-title">
      <h2 id="delegation-title">Delegate to another user</h2>
      <p class="hint">
        The other user signs in on this page, for example under its other hostname, and copies the DID of the first tab.
        A session DID ends with its session, so it is rejected.
      </p>
      <label>
        DID of the other user
        <input value={did} autocomplete="off" onInput={({ currentTarget: { value } }) => setDid(value)} />
      </label>
      <div class="buttons">
        <button type="button" onClick={() => setDid(anotherSessionDid())}>
          Fill in a session DID
        </button>
        <button type="button" onClick={() => setDid('did:pkh:eip155:1:0x0000000000000000000000000000000000000001')}>
          Fill in a primary DID
        </button>
      </div>
      <div class="buttons">
        <button
          type="button"
          onClick={() =>
            void attempt(async () => {
              setCreated(await tinycloud.createDelegation({ delegateDID: did, abilities: ['tinycloud.kv/get'] }))
              return 'Delegated: the other user may read all values of this space. Send them the text below.'
            })
          }
        >
          Delegate reading
        </button>
        <button
          type="button"
          disabled={!created}
          onClick={() =>
            void attempt(async () => {
              if (created) await tinycloud.revokeDelegation(created)
              setCreated(undefined)
              return 'Revoked. The node rejects it from now on.'
            })
          }
        >
          Revoke the delegation
        </button>
      </div>
      <p role="status" data-testid="delegation-status">
        {status}
      </p>
      {problem && <ProblemNotice problem={problem} />}
      {created && (
        <ScrollBox label="Delegation" testId="delegation">
          {JSON.stringify(created, undefined, 2)}
        </ScrollBox>
      )}
    </section>
  )
}

/** Creates the DID of a session that no other app uses. */
function anotherSessionDid(): string {
  return new TinyCloudWeb({ signer: 'none', persistSession: false }).sessionDid
}
