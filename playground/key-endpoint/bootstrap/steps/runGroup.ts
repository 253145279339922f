import type { Clock } from '../../clock.ts'
import { NodeCallError } from '../client/nodeCallError.ts'
import { StepError } from './stepError.ts'
import type { StepTiming } from './stepTiming.ts'

export type Step<Result> = {
  readonly id: string
  readonly run: (signal: AbortSignal) => Promise<Result>
}

export type GroupOptions = {
  readonly signal: AbortSignal
  readonly clock: Clock
  /** When the attempt was claimed, milliseconds since 1970. */
  readonly startedAt: number
  readonly onTiming: (timing: StepTiming) => void
}

/**
 * Runs steps side by side and answers their results in the order given. The first failure stops the others, and is
 * thrown once none of them works any more: an attempt that has ended sends nothing.
 * @throws {StepError}
 */
export async function runGroup<Result>(
  steps: readonly Step<Result>[],
  { signal, clock, startedAt, onTiming }: GroupOptions,
): Promise<readonly Result[]> {
  const stopped = new AbortController()
  const both = AbortSignal.any([signal, stopped.signal])
  let first: StepError | undefined

  const run = async ({ id, run }: Step<Result>): Promise<Result[]> => {
    const begunAt = clock.now()
    const timing = () => ({ step: id, startedAfterMs: begunAt - startedAt, durationMs: clock.now() - begunAt })
    try {
      both.throwIfAborted()
      const result = await run(both)
      onTiming({ ...timing(), outcome: 'done' })
      return [result]
    } catch (error) {
      onTiming({ ...timing(), outcome: 'failed', ...describe(error) })
      first ??= new StepError(id, error)
      stopped.abort(first)
      return []
    }
  }

  const results = await Promise.all(steps.map(run))
  if (first !== undefined) throw first
  return results.flat()
}

function describe(error: unknown): Pick<StepTiming, 'failure' | 'status'> {
  if (!(error instanceof NodeCallError)) return { failure: error instanceof Error ? error.name : 'unknown' }
  return { failure: error.failure, ...(error.status !== undefined && { status: error.status }) }
}
