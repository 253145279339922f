import type { Clock } from '../../clock.ts'
import type { BootstrapState } from '../bootstrapState.ts'
import type { BootstrapKey } from './bootstrapKey.ts'

/**
 * The attempts of this process. Who comes while one works need not ask the database who has the account, and learns of
 * its end at once. The database alone decides who executes.
 */
export type LocalAttempts = {
  /** How the attempt at an account ends. An attempt is vouched for as long as its first lease; then the database is asked. */
  readonly find: (key: BootstrapKey) => Promise<BootstrapState> | undefined
  readonly add: (key: BootstrapKey, attempt: Promise<BootstrapState>) => void
}

export function createLocalAttempts({
  clock,
  leaseMs,
}: {
  readonly clock: Clock
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
