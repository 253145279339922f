import type { Origin } from '@openkey/protocol'
import { maxDeclines } from '../../domain/approval/declinePolicy.ts'
import type { ApprovedGrant } from '../../domain/approval/grant.ts'
import type { Approval, NonceClaim, OriginStore } from '../../ports/originStore.ts'
import { addGrant, byLatestApproval } from './approvedOrigins.ts'

export type MemoryOriginStoreOptions = {
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number
}

/** Keeps the data of origins in memory, until the page closes. */
export function createMemoryOriginStore({ now = Date.now }: MemoryOriginStoreOptions = {}): OriginStore {
  const approvals = new Map<Origin, Approval>()
  const grants = new Map<Origin, readonly ApprovedGrant[]>()
  const lastKeys = new Map<Origin, string>()
  const declines = new Map<Origin, readonly number[]>()
  const nonces = new Map<string, NonceClaim>()

  return {
    async approval(origin) {
      return approvals.get(origin)
    },
    async approve(origin, { grant, ...approval }) {
      approvals.set(origin, approval)
      lastKeys.set(origin, approval.keyId)
      grants.set(origin, addGrant(grants.get(origin), grant, approval.approvedAt))
    },
    async grants(origin) {
      return grants.get(origin) ?? []
    },
    async approvedOrigins() {
      return byLatestApproval(
        [...approvals].map(([origin, approval]) => ({ origin, ...approval, grants: grants.get(origin) ?? [] })),
      )
    },
    async forget(origin) {
      approvals.delete(origin)
      grants.delete(origin)
    },
    async lastKeyId(origin) {
      return lastKeys.get(origin)
    },
    async noteDecline(origin, at) {
      declines.set(origin, [...(declines.get(origin) ?? []), at].slice(-maxDeclines))
    },
    async withdrawDecline(origin, at) {
      declines.set(
        origin,
        (declines.get(origin) ?? []).filter((noted) => noted !== at),
      )
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
