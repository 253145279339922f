import type { OriginRecords } from './originRecords.ts'
import type { WidgetDatabase } from './widgetDatabase.ts'

export type IdbOriginRecordsOptions = {
  readonly database: WidgetDatabase
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number
}

/** Keeps the data of origins in IndexedDB. Rejects if the database does. */
export function createIdbOriginRecords({ database, now = Date.now }: IdbOriginRecordsOptions): OriginRecords {
  async function sweep(): Promise<void> {
    const { store, done } = database.transaction('nonces', 'readwrite')
    const ended = store.index('expiresAt').iterate(IDBKeyRange.upperBound(now()))
    for await (const cursor of ended) void cursor.delete()
    await done
  }

  return {
    get: (origin) => database.get('origins', origin),
    getAll: () => database.getAll('origins'),

    // One transaction, so that a concurrent write of another tab is not lost.
    async change(origin, toNext) {
      const { store, done } = database.transaction('origins', 'readwrite')
      await store.put(toNext((await store.get(origin)) ?? { origin }))
      await done
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
