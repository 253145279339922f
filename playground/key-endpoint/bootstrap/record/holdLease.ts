import type { WallClock } from '@openkey/protocol'
import type { StepTiming } from '../../../provisioning/steps/runGroup.ts'
import type { BootstrapStore, Claim } from './bootstrapStore.ts'

/** The claim has expired or belongs to another attempt. Nothing may be sent or written after it. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError'
}

export type Lease = {
  /** Aborted once the lease is lost. */
  readonly signal: AbortSignal
  /**
   * Compares the expiry with the clock, which detects that the process itself was suspended.
   * @throws {LeaseLostError}
   */
  readonly check: () => void
  /** Renews the lease and records the progress. @throws {LeaseLostError} when another attempt holds the account */
  readonly renew: (steps: readonly StepTiming[]) => Promise<void>
  /** Stops the heartbeat. */
  readonly release: () => void
}

export type LeaseOptions = {
  readonly store: Pick<BootstrapStore, 'renew'>
  readonly claim: Claim
  readonly heartbeatMs: number
  readonly clock: WallClock
  /** Returns the timings so far, which each heartbeat records. */
  readonly steps: () => readonly StepTiming[]
}

/** Renews a claim with heartbeats while an attempt runs. A failed heartbeat is retried at the next interval. */
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
