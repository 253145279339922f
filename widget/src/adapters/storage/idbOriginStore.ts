import type { Origin } from '@openkey/protocol'
import { maxDeclines } from '../../domain/approval/declinePolicy.ts'
import type { OriginStore } from '../../ports/originStore.ts'
import { addGrant, byLatestApproval } from './approvedOrigins.ts'
import type { StoredOrigin, WidgetDatabase } from './widgetDatabase.ts'

export type IdbOriginStoreOptions = {
  readonly database: WidgetDatabase
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number
}

/** Keeps the data of origins in IndexedDB. Rejects if the database does. */
export function createIdbOriginStore({ database, now = Date.now }: IdbOriginStoreOptions): OriginStore {
  async function sweep(): Promise<void> {
    const { store, done } = database.transaction('nonces', 'readwrite')
    const ended = store.index('expiresAt').iterate(IDBKeyRange.upperBound(now()))
    for await (const cursor of ended) void cursor.delete()
    await done
  }

  /** Uses one transaction, so that a concurrent write of another tab is not lost. */
  async function change(origin: Origin, toNext: (known: StoredOrigin) => StoredOrigin): Promise<void> {
    const { store, done } = database.transaction('origins', 'readwrite')
    await store.put(toNext((await store.get(origin)) ?? { origin }))
    await done
  }

  return {
    async approval(origin) {
      return (await database.get('origins', origin))?.approval
    },

    approve: (origin, { grant, ...approval }) =>
      change(origin, ({ approvedGrants, ...known }) => ({
        ...known,
        origin,
        lastKeyId: approval.keyId,
        approval,
        approvedGrants: addGrant(approvedGrants, grant, approval.approvedAt),
      })),

    async grants(origin) {
      return (await database.get('origins', origin))?.approvedGrants ?? []
    },

    async approvedOrigins() {
      const stored = await database.getAll('origins')
      return byLatestApproval(
        stored.flatMap(({ origin, approval, approvedGrants = [] }) =>
          approval === undefined ? [] : [{ origin, ...approval, grants: approvedGrants }],
        ),
      )
    },

    forget: (origin) => change(origin, ({ lastKeyId, declines }) => ({ origin, lastKeyId, declines })),

    noteDecline: (origin, at) =>
      change(origin, (known) => ({ ...known, declines: [...(known.declines ?? []), at].slice(-maxDeclines) })),

    withdrawDecline: (origin, at) =>
      change(origin, (known) => ({ ...known, declines: known.declines?.filter((noted) => noted !== at) })),

    async declines(origin) {
      return (await database.get('origins', origin))?.declines ?? []
    },

    async lastKeyId(origin) {
      return (await database.get('origins', origin))?.lastKeyId
    },

    async claimNonce({ origin, nonce, messageDigest, expiresAt }) {
      await sweep()
      try {
        // The claim itself: of all tabs that try, `add` lets one through.
        await database.add('nonces', { origin, nonce, messageDigest, ...(expiresAt !== undefined && { expiresAt }) })
        return 'fresh'
      } catch (error) {
        if (!(error instanceof DOMException) || error.name !== 'ConstraintError') throw error
        const taken = await database.get('nonces', [origin, nonce])
        return taken?.messageDigest === messageDigest ? 'repeat' : 'reused'
      }
    },
  }
}
