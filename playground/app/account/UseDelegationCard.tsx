import { useState } from 'preact/hooks'
import type { PortableDelegation, TinyCloudWeb } from '../../web-sdk/index.ts'
import { ProblemNotice } from '../ui/ProblemNotice.tsx'
import { type DelegatedValue, readDelegated } from './readDelegated.ts'
import { useAttempt } from './useAttempt.ts'

type UseDelegationCardProps = {
  readonly tinycloud: TinyCloudWeb
  readonly secondUser: TinyCloudWeb | undefined
  /** The delegation to send. */
  readonly created: PortableDelegation | undefined
}

/** Reads what another user has delegated. The wallet of the reader signs once. */
export function UseDelegationCard({ tinycloud, secondUser, created }: UseDelegationCardProps) {
  const [text, setText] = useState('')
  const [values, setValues] = useState<readonly DelegatedValue[]>([])
  const { status, problem, attempt } = useAttempt()

  const readAs = (user: TinyCloudWeb) =>
    attempt(async () => {
      setValues([])
      const found = await readDelegated(user, text)
      setValues(found)
      return found.length === 0 ? 'The delegation works. There are no values yet.' : 'Read by the delegation:'
    })

  return (
    <section class="card" aria-labelledby="use-title">
      <h2 id="use-title">Use a delegation</h2>
      <p class="hint">
        The other user reads with the text that you have sent. A delegation works only for the user that it names, and
        asks that user for one signature.
      </p>
      <label>
        Delegation
        <textarea
          class="message"
          rows={4}
          spellcheck={false}
          value={text}
          onInput={({ currentTarget: { value } }) => setText(value)}
        />
      </label>
      <div class="buttons">
        <button type="button" disabled={!created} onClick={() => setText(JSON.stringify(created, undefined, 2))}>
          Paste the delegation above
        </button>
        <button type="button" disabled={!secondUser} onClick={() => secondUser && void readAs(secondUser)}>
          Read as the other user
        </button>
        <button type="button" onClick={() => void readAs(tinycloud)}>
          Read as the user of this page
        </button>
      </div>
      <p role="status" data-testid="use-status">
        {status}
      </p>
      {problem && <ProblemNotice problem={problem} />}
      {values.length > 0 && (
        <dl class="facts" data-testid="delegated-values">
          {values.map(({ key, text }) => (
            <div key={key}>
              <dt>{key}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
