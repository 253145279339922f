import type { WallClock } from '@openkey/protocol'

/** The lease has expired or belongs to another attempt. Nothing may be sent or written after it. */
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
  /** Extends the lease. @throws {LeaseLostError} when another attempt holds the account */
  readonly renew: () => Promise<void>
  /** Stops the heartbeat. */
  readonly release: () => void
}

export type LeaseOptions = {
  /** Extends the lease where it is stored. @returns its new expiry; `undefined` once another attempt holds it */
  readonly renew: () => Promise<number | undefined>
  /** By the clock of this process, milliseconds since 1970. */
  readonly expiresAt: number
  readonly heartbeatMs: number
  readonly clock: WallClock
}

/** Renews a lease with heartbeats while an attempt runs. A failed heartbeat is retried at the next interval. */
export function holdLease(options: LeaseOptions): Lease {
  const { heartbeatMs, clock } = options
  const lost = new AbortController()
  let { expiresAt } = options

  const lose = (): LeaseLostError => {
    const error = new LeaseLostError('Another attempt holds this account.')
    lost.abort(error)
    return error
  }
  const check = () => {
    if (lost.signal.aborted || clock.now() >= expiresAt) throw lose()
  }
  const renew = async () => {
    check()
    const renewed = await options.renew()
    if (renewed === undefined) throw lose()
    expiresAt = renewed
  }
  const beat = () => {
    void renew().catch(() => {
      if (clock.now() >= expiresAt) lose()
    })
  }

  const timer = setInterval(beat, heartbeatMs)
  return { signal: lost.signal, check, renew, release: () => clearInterval(timer) }
}
