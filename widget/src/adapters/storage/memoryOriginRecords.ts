import type { Origin } from '@openkey/protocol'
import type { NonceClaim, OriginStore } from '../../ports/originStore.ts'
import { createOriginStore, type OriginRecord, type OriginRecords } from './originRecords.ts'

export type MemoryOriginRecordsOptions = {
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number
}

/** Keeps the data of origins in memory, until the page closes. */
export function createMemoryOriginRecords({ now = Date.now }: MemoryOriginRecordsOptions = {}): OriginRecords {
  const records = new Map<Origin, OriginRecord>()
  const nonces = new Map<string, NonceClaim>()

  return {
    get: async (origin) => records.get(origin),
    getAll: async () => [...records.values()],

    async change(origin, toNext) {
      records.set(origin, toNext(records.get(origin) ?? { origin }))
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

/** A store for the data of origins that forgets when the page closes. */
export function createMemoryOriginStore(options?: MemoryOriginRecordsOptions): OriginStore {
  return createOriginStore(createMemoryOriginRecords(options))
}
