import type { OriginLedger } from '../ports/originLedger.ts'
import type { WidgetDatabase } from './widgetDatabase.ts'

export type IdbOriginLedgerOptions = {
  readonly database: WidgetDatabase
  /** Milliseconds since the epoch. @default Date.now */
  readonly now?: () => number
}

/** The ledger that outlives the page. Rejects when the database does. */
export function createIdbOriginLedger({ database, now = Date.now }: IdbOriginLedgerOptions): OriginLedger {
  async function sweep(): Promise<void> {
    const { store, done } = database.transaction('nonces', 'readwrite')
    const ended = store.index('expiresAt').iterate(IDBKeyRange.upperBound(now()))
    for await (const cursor of ended) void cursor.delete()
    await done
  }

  return {
    async approval(origin) {
      const keyId = (await database.get('origins', origin))?.approvedKeyId
      return keyId === undefined ? undefined : { keyId }
    },

    async approve(origin, { keyId }) {
      await database.put('origins', { origin, lastKeyId: keyId, approvedKeyId: keyId })
    },

    async forget(origin) {
      const { store, done } = database.transaction('origins', 'readwrite')
      const known = await store.get(origin)
      if (known !== undefined) await store.put({ origin, lastKeyId: known.lastKeyId })
      await done
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
