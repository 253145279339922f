import type { Origin } from '@openkey/protocol'
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { ApprovedGrant } from '../../domain/approval/grant.ts'
import type { Approval } from '../../ports/originStore.ts'
import type { StoredSession } from '../../ports/sessionStore.ts'

/** What is remembered of one bound origin. */
export type StoredOrigin = {
  readonly origin: Origin
  readonly lastKeyId?: string | undefined
  readonly approval?: Approval | undefined
  readonly approvedGrants?: readonly ApprovedGrant[] | undefined
  readonly declines?: readonly number[] | undefined
}

type Schema = DBSchema & {
  /** By bound origin. */
  origins: { key: Origin; value: StoredOrigin }
  /** By bound origin and nonce. Entries without an end are not in the index, and stay. */
  nonces: {
    key: [Origin, string]
    value: { origin: Origin; nonce: string; messageDigest: string; expiresAt?: number | undefined }
    indexes: { expiresAt: number }
  }
  /** The session, and what outlives it. */
  session: { key: 'current' | 'partition'; value: StoredSession | { readonly partitionToken: string } }
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
