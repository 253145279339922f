import type { Origin } from '@openkey/protocol'
import type { NonceClaim, OriginLedger } from '../ports/originLedger.ts'

export type MemoryOriginLedgerOptions = {
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number
}

/** The ledger for the life of the page. */
export function createMemoryOriginLedger({ now = Date.now }: MemoryOriginLedgerOptions = {}): OriginLedger {
  const approved = new Map<Origin, string>()
  const lastKeys = new Map<Origin, string>()
  const nonces = new Map<string, NonceClaim>()

  return {
    async approval(origin) {
      const keyId = approved.get(origin)
      return keyId === undefined ? undefined : { keyId }
    },
    async approve(origin, { keyId }) {
      approved.set(origin, keyId)
      lastKeys.set(origin, keyId)
    },
    async forget(origin) {
      approved.delete(origin)
    },
    async lastKeyId(origin) {
      return lastKeys.get(origin)
    },
    async claimNonce(claim) {
      const key = JSON.stringify([claim.origin, claim.nonce])
      const taken = nonces.get(key)
      if (taken !== undefined && (taken.expiresAt === undefined || taken.expiresAt > now())) {
        return taken.messageDigest === claim.messageDigest ? 'repeat' : 'reused'
      }
      nonces.set(key, claim)
      return 'fresh'
    },
  }
}
