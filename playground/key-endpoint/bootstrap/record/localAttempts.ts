import type { WallClock } from '@openkey/protocol'
import type { BootstrapState } from '../bootstrapState.ts'
import type { BootstrapKey } from './bootstrapStore.ts'

/**
 * The attempts of this process. A concurrent request waits for the running attempt without a claim in the database, and
 * sees its result immediately. Only the database decides which attempt executes.
 */
export type LocalAttempts = {
  /** Returns the running attempt, unless it is older than its first lease. */
  readonly find: (key: BootstrapKey) => Promise<BootstrapState> | undefined
  readonly add: (key: BootstrapKey, attempt: Promise<BootstrapState>) => void
}

export function createLocalAttempts({
  clock,
  leaseMs,
}: {
  readonly clock: WallClock
  readonly leaseMs: number
}): LocalAttempts {
  const attempts = new Map<string, { readonly end: Promise<BootstrapState>; readonly expiresAt: number }>()
  const nameOf = ({ keyId, chainId, host, version }: BootstrapKey) => JSON.stringify([keyId, chainId, host, version])

  return {
    find(key) {
      const attempt = attempts.get(nameOf(key))
      return attempt !== undefined && clock.now() < attempt.expiresAt ? attempt.end : undefined
    },
    add(key, end) {
      const name = nameOf(key)
      const attempt = { end, expiresAt: clock.now() + leaseMs }
      attempts.set(name, attempt)
      const forget = () => {
        if (attempts.get(name) === attempt) attempts.delete(name)
      }
      end.then(forget, forget)
    },
  }
}
