import { useState } from 'preact/hooks'
import type { PortableDelegation, TinyCloudWeb } from '../../web-sdk/index.ts'
import type { AppConfig } from '../appConfig.ts'
import { ProblemNotice } from '../ui/ProblemNotice.tsx'
import { ScrollBox } from '../ui/ScrollBox.tsx'
import { useAttempt } from './useAttempt.ts'

type DelegationCardProps = {
  readonly config: AppConfig
  readonly tinycloud: TinyCloudWeb
  readonly secondUser: TinyCloudWeb | undefined
  /** The delegation that was created last and not revoked. */
  readonly created: PortableDelegation | undefined
  readonly onUser: (user: TinyCloudWeb) => void
  readonly onCreated: (delegation: PortableDelegation | undefined) => void
}

/** Lets another user read values. A delegation to a session instead of its user fails, which is a common mistake. */
export function DelegationCard(props: DelegationCardProps) {
  const { config, tinycloud, secondUser, created, onUser, onCreated } = props
  const [did, setDid] = useState('')
  const { status, problem, attempt } = useAttempt()

  const createUser = async () => {
    const { createSecondUser } = await import('./secondUser.ts')
    onUser(await createSecondUser(config))
    return 'Created another user. Their wallet is a key in the memory of this page.'
  }
  const delegate = async () => {
    onCreated(
      await tinycloud.createDelegation({ delegateDID: did, abilities: ['tinycloud.kv/get', 'tinycloud.kv/list'] }),
    )
    return 'Delegated: the other user may read all values of this space. Send them the text below.'
  }
  const revoke = async () => {
    if (created) await tinycloud.revokeDelegation(created)
    onCreated(undefined)
    return 'Revoked. The node rejects it from now on.'
  }

  return (
    <section class="card" aria-labelledby="delegation-title">
      <h2 id="delegation-title">Delegate to another user</h2>
      <p class="hint">
        A delegation names the other user by their primary DID. A session DID ends with its session, so the client
        rejects it. Create a user here, or paste the DID of somebody who has signed in on this page in another browser.
      </p>
      <button type="button" onClick={() => void attempt(createUser)}>
        Create another user
      </button>
      {secondUser && (
        <dl class="facts">
          <UserDid kind="primary" did={secondUser.did} onFill={setDid} />
          <UserDid kind="session" did={secondUser.sessionDid} onFill={setDid} />
        </dl>
      )}
      <label>
        Delegate to this DID
        <input
          value={did}
          autocomplete="off"
          spellcheck={false}
          onInput={({ currentTarget: { value } }) => setDid(value)}
        />
      </label>
      <div class="buttons">
        <button type="button" onClick={() => void attempt(delegate)}>
          Delegate reading
        </button>
        <button type="button" disabled={!created} onClick={() => void attempt(revoke)}>
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

type UserDidProps = {
  readonly kind: 'primary' | 'session'
  readonly did: string
  readonly onFill: (did: string) => void
}

function UserDid({ kind, did, onFill }: UserDidProps) {
  return (
    <div>
      <dt>The other user’s {kind} DID</dt>
      <dd>{did}</dd>
      <dd>
        <button type="button" onClick={() => onFill(did)}>
          Use the {kind} DID
        </button>
      </dd>
    </div>
  )
}
