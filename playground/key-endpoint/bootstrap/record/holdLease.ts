import type { Clock } from '../../clock.ts'
import type { StepTiming } from '../steps/stepTiming.ts'
import type { BootstrapStore, Claim } from './bootstrapStore.ts'

/** The claim is over, or belongs to another attempt: nothing may be sent or written any more. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError'
}

export type Lease = {
  /** Fires once the lease is lost. */
  readonly signal: AbortSignal
  /** @throws {LeaseLostError} by the clock, so also after this process itself has slept over the end of the lease */
  readonly check: () => void
  /** Renews it and says how far the work is. @throws {LeaseLostError} when another attempt holds the account */
  readonly renew: (steps: readonly StepTiming[]) => Promise<void>
  /** Ends the heartbeat. */
  readonly release: () => void
}

export type LeaseOptions = {
  readonly store: Pick<BootstrapStore, 'renew'>
  readonly claim: Claim
  readonly heartbeatMs: number
  readonly clock: Clock
  /** The timings so far, recorded with each heartbeat. */
  readonly steps: () => readonly StepTiming[]
}

/** Keeps a claim alive while the work goes on. A heartbeat that the database does not take is tried again at the next. */
export function holdLease({ store, claim, heartbeatMs, clock, steps }: LeaseOptions): Lease {
  const lost = new AbortController()
  let held = claim

  const lose = (): LeaseLostError => {
    const error = new LeaseLostError('Another attempt holds this account.')
    lost.abort(error)
    return error
  }
  const check = () => {
    if (lost.signal.aborted || clock.now() >= held.expiresAt) throw lose()
  }
  const renew = async (timings: readonly StepTiming[]) => {
    check()
    const renewed = await store.renew(held, timings)
    if (renewed === undefined) throw lose()
    held = renewed
  }
  const beat = () => {
    void renew(steps()).catch(() => {
      if (clock.now() >= held.expiresAt) lose()
    })
  }

  const timer = setInterval(beat, heartbeatMs)
  return { signal: lost.signal, check, renew, release: () => clearInterval(timer) }
}
