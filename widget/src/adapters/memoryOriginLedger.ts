import type { Origin } from '@openkey/protocol'
import { mostDeclines } from '../domain/approval/declinePolicy.ts'
import { mostGrants, type NonceClaim, type OriginLedger } from '../ports/originLedger.ts'
import { addLatest } from './addLatest.ts'

export type MemoryOriginLedgerOptions = {
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number
}

/** The ledger for the life of the page. */
export function createMemoryOriginLedger({ now = Date.now }: MemoryOriginLedgerOptions = {}): OriginLedger {
  const approved = new Map<Origin, string>()
  const grants = new Map<Origin, readonly string[]>()
  const lastKeys = new Map<Origin, string>()
  const declines = new Map<Origin, readonly number[]>()
  const nonces = new Map<string, NonceClaim>()

  return {
    async approval(origin) {
      const keyId = approved.get(origin)
      return keyId === undefined ? undefined : { keyId }
    },
    async approve(origin, { keyId, grant }) {
      approved.set(origin, keyId)
      lastKeys.set(origin, keyId)
      if (grant !== undefined) grants.set(origin, addLatest(grants.get(origin), grant, mostGrants))
    },
    async hasApproved(origin, grant) {
      return grants.get(origin)?.includes(grant) ?? false
    },
    async forget(origin) {
      approved.delete(origin)
      grants.delete(origin)
    },
    async lastKeyId(origin) {
      return lastKeys.get(origin)
    },
    async noteDecline(origin, at) {
      declines.set(origin, [...(declines.get(origin) ?? []), at].slice(-mostDeclines))
    },
    async declines(origin) {
      return declines.get(origin) ?? []
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
