import type { Bootstrap } from '@openkey/host-sdk'
import { useState } from 'preact/hooks'
import type { AppConfig } from '../appConfig.ts'
import { describeBootstrap } from '../problem/describeBootstrap.ts'
import { describeProblem, type Problem } from '../problem/describeProblem.ts'
import { ProblemNotice } from '../ui/ProblemNotice.tsx'
import { type Break, breaks } from './breaks.ts'

type Outcome =
  | { readonly kind: 'running'; readonly id: string }
  | { readonly kind: 'works'; readonly id: string; readonly bootstrap: Bootstrap | undefined }
  | { readonly kind: 'failed'; readonly id: string; readonly problem: Problem }

/** Breaks one thing at a time, and shows the error that the app gets, with what resolves it. */
export function BreakTab({ config }: { readonly config: AppConfig }) {
  const [outcome, setOutcome] = useState<Outcome>()

  async function tryOut({ id, run }: Break) {
    setOutcome({ kind: 'running', id })
    try {
      setOutcome({ kind: 'works', id, bootstrap: await run(config) })
    } catch (error) {
      setOutcome({ kind: 'failed', id, problem: describeProblem(error) })
    }
  }

  return (
    <section class="card" aria-labelledby="break-title">
      <h2 id="break-title">Break it</h2>
      <p class="hint">
        Each of them uses clients of its own. The page stays signed in, and faults of the servers end with the attempt.
      </p>
      <ul class="rows breaks">
        {breaks.map((item) => (
          <li key={item.id} class="break">
            <h3>{item.name}</h3>
            <p>{item.what}</p>
            <p class="hint">
              {item.code === undefined ? (
                'No error.'
              ) : (
                <>
                  The app gets <code>{item.code}</code>.
                </>
              )}
            </p>
            <button
              type="button"
              aria-label={`Try it: ${item.name}`}
              disabled={outcome?.kind === 'running'}
              onClick={() => void tryOut(item)}
            >
              Try it
            </button>
            {outcome?.id === item.id && <OutcomeView outcome={outcome} />}
          </li>
        ))}
      </ul>
    </section>
  )
}

function OutcomeView({ outcome }: { readonly outcome: Outcome }) {
  if (outcome.kind === 'failed') return <ProblemNotice problem={outcome.problem} />
  if (outcome.kind === 'running') return <p role="status">Trying…</p>
  const { bootstrap } = outcome
  return (
    <p role="status">It works all the same.{bootstrap && ` Account bootstrap: ${describeBootstrap(bootstrap)}.`}</p>
  )
}
