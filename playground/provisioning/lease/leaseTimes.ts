/** Times of the lease of an account, in milliseconds. */
export type LeaseTimes = {
  /** How long a lease is valid after its engine was last heard of. */
  readonly leaseMs: number
  readonly heartbeatMs: number
  /** How often an engine that waits asks again. */
  readonly pollMs: number
  /** How long an engine waits for another one. Longer than a lease, so that it can take over. */
  readonly waitMs: number
}

export const leaseTimes: LeaseTimes = { leaseMs: 15_000, heartbeatMs: 5_000, pollMs: 500, waitMs: 60_000 }
