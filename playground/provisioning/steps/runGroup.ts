import type { WallClock } from '@openkey/protocol'
import { NodeCallError } from '../client/nodeClient.ts'

export type Step<Result> = {
  readonly id: string
  readonly run: (signal: AbortSignal) => Promise<Result>
}

/** Runs steps concurrently and returns their results. */
export type RunSteps = <Result>(steps: readonly Step<Result>[]) => Promise<readonly Result[]>

export type GroupOptions = {
  readonly signal: AbortSignal
  readonly clock: WallClock
  /** Time of the claim, milliseconds since 1970. */
  readonly startedAt: number
  readonly onTiming: (timing: StepTiming) => void
}

/** Duration and outcome of one step. Stored in the database. */
export type StepTiming = {
  readonly step: string
  /** Milliseconds since the attempt was claimed. */
  readonly startedAfterMs: number
  readonly durationMs: number
  readonly outcome: 'done' | 'failed'
  /** Stable name of the failure. Never contains text from the node. */
  readonly failure?: string
  /** HTTP status of the node's refusal. */
  readonly status?: number
}

/** The step that failed an attempt. */
export class StepError extends Error {
  override readonly name = 'StepError'
  readonly step: string

  constructor(step: string, cause: unknown) {
    super(`Step ${step} failed.`, { cause })
    this.step = step
  }
}

/**
 * Runs steps concurrently and returns their results in the given order. The first failure aborts the other steps, and
 * is thrown once all of them have ended, so that a failed attempt sends nothing more.
 * @throws {StepError}
 */
export async function runGroup<Result>(
  steps: readonly Step<Result>[],
  { signal, clock, startedAt, onTiming }: GroupOptions,
): Promise<readonly Result[]> {
  const stopped = new AbortController()
  const stepSignal = AbortSignal.any([signal, stopped.signal])
  let first: StepError | undefined

  const run = async ({ id, run }: Step<Result>): Promise<Result[]> => {
    const begunAt = clock.now()
    const timing = () => ({ step: id, startedAfterMs: begunAt - startedAt, durationMs: clock.now() - begunAt })
    try {
      stepSignal.throwIfAborted()
      const result = await run(stepSignal)
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

/** Runs one step as a group, and returns its result. @throws {StepError} */
export async function runStep<Result>(runSteps: RunSteps, { id, run }: Step<Result>): Promise<Result> {
  const [ended] = await runSteps([{ id, run: async (signal) => ({ result: await run(signal) }) }])
  if (ended === undefined) throw new RangeError(`Step ${id} has no result.`)
  return ended.result
}

function describe(error: unknown): Pick<StepTiming, 'failure' | 'status'> {
  if (!(error instanceof NodeCallError)) return { failure: error instanceof Error ? error.name : 'unknown' }
  return { failure: error.failure, ...(error.status !== undefined && { status: error.status }) }
}
