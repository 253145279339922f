import type { Origin } from '@openkey/protocol'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { StoredSession } from '../../ports/sessionStore.ts'
import type { OriginRecord } from './originRecords.ts'

type Schema = DBSchema & {
  /** Keyed by bound origin. */
  origins: { key: Origin; value: OriginRecord }
  /** Keyed by bound origin and nonce. Entries without an expiry are not indexed and never removed. */
  nonces: {
    key: [Origin, string]
    value: { origin: Origin; nonce: string; messageDigest: string; expiresAt?: number | undefined }
    indexes: { expiresAt: number }
  }
  /** The session and the partition token, which outlives it. */
  session: { key: 'current' | 'partition'; value: StoredSession | { readonly partitionToken: string } }
}

export type WidgetDatabase = IDBPDatabase<Schema>

/** Opens the database of this storage partition. */
export function openWidgetDatabase(name = 'openkey'): Promise<WidgetDatabase> {
  return openDB<Schema>(name, 1, {
    upgrade(database) {
      database.createObjectStore('origins', { keyPath: 'origin' })
      const nonces = database.createObjectStore('nonces', { keyPath: ['origin', 'nonce'] })
      nonces.createIndex('expiresAt', 'expiresAt')
      database.createObjectStore('session')
    },
    // Closes for another tab with a later version. This page then continues in memory.
    blocking(_current, _blocked, event) {
      if (event.target instanceof IDBDatabase) event.target.close()
    },
  })
}
