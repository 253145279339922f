import type { Origin } from '@openkey/protocol'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { StoredSession } from '../ports/sessionStore.ts'

type Schema = DBSchema & {
  /** By bound origin. */
  origins: { key: Origin; value: { origin: Origin; lastKeyId: string; approvedKeyId?: string | undefined } }
  /** By bound origin and nonce. Entries without an end are not in the index, and stay. */
  nonces: {
    key: [Origin, string]
    value: { origin: Origin; nonce: string; messageDigest: string; expiresAt?: number | undefined }
    indexes: { expiresAt: number }
  }
  /** One entry, `current`. */
  session: { key: 'current'; value: StoredSession }
}

export type WidgetDatabase = IDBPDatabase<Schema>

/** Opens what this partition of the browser remembers. */
export function openWidgetDatabase(name = 'openkey'): Promise<WidgetDatabase> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('origins', { keyPath: 'origin' })
      const nonces = database.createObjectStore('nonces', { keyPath: ['origin', 'nonce'] })
      nonces.createIndex('expiresAt', 'expiresAt')
      database.createObjectStore('session')
    },
    // Makes way for another tab with a later version; this page goes on from memory.
    blocking(_current, _blocked, event) {
      if (event.target instanceof IDBDatabase) event.target.close()
    },
  })
}
