import { randomUUID } from 'node:crypto'
import { and, asc, count, eq, isNotNull, isNull, max } from 'drizzle-orm'
import type { Clock } from '../clock.ts'
import type { Database, Transaction } from '../database/database.ts'
import { lockUser } from '../database/lockUser.ts'
import { key } from '../database/schema.ts'
import { accountLimits, limitReached } from '../limits/accountLimits.ts'
import { generatePrivateKey } from '../sealing/generatePrivateKey.ts'
import type { Vault } from '../sealing/vault.ts'
import type { KeyRow } from './keyView.ts'

export type KeyStore = {
  readonly list: (userId: string, filter: { readonly isArchived: boolean }) => Promise<readonly KeyRow[]>
  /** Includes archived keys. */
  readonly find: (userId: string, id: string) => Promise<KeyRow | undefined>
  /** Includes archived keys. */
  readonly count: (userId: string) => Promise<number>
  /**
   * Generates a key. Its label is `Key <index>` by default.
   * @throws {HttpError} 409 `limit_reached`, as does `add`
   */
  readonly generate: (userId: string, label?: string) => Promise<KeyRow>
  /** Takes a private key in, which the caller wipes. */
  readonly add: (userId: string, privateKey: Uint8Array, label?: string) => Promise<KeyRow>
  /** False when the user has no such key. */
  readonly rename: (userId: string, id: string, label: string) => Promise<boolean>
  /** When it was archived; `undefined` when there is no such key in use. */
  readonly archive: (userId: string, id: string) => Promise<Date | undefined>
  /** False when there is no such archived key. */
  readonly unarchive: (userId: string, id: string) => Promise<boolean>
}

export type KeyStoreOptions = {
  readonly database: Database
  readonly vault: Vault
  /** Returns the secret to seal a new key under. It stays in force until the transaction ends. */
  readonly secretInForce: (transaction: Transaction) => Promise<Uint8Array>
  readonly clock: Clock
}

export function createKeyStore({ database, vault, secretInForce, clock }: KeyStoreOptions): KeyStore {
  const owned = (userId: string, id: string) => and(eq(key.userId, userId), eq(key.id, id))

  const add: KeyStore['add'] = (userId, privateKey, label) =>
    database.transaction(async (transaction) => {
      await lockUser(transaction, userId)
      const [existing] = await transaction
        .select({ lastIndex: max(key.keyIndex), count: count() })
        .from(key)
        .where(eq(key.userId, userId))
      if ((existing?.count ?? 0) >= accountLimits.keys) throw limitReached('keys')
      const keyIndex = (existing?.lastIndex ?? -1) + 1
      const row: KeyRow = {
        ...vault.put(randomUUID(), privateKey, await secretInForce(transaction)),
        userId,
        keyType: 'MANAGED',
        keyIndex,
        label: label ?? `Key ${keyIndex}`,
        archivedAt: null,
        createdAt: new Date(clock.now()),
      }
      await transaction.insert(key).values(row)
      return row
    })

  return {
    add,
    count: (userId) => database.$count(key, eq(key.userId, userId)),
    async generate(userId, label) {
      const privateKey = generatePrivateKey()
      try {
        return await add(userId, privateKey, label)
      } finally {
        privateKey.fill(0)
      }
    },
    list: (userId, { isArchived }) =>
      database
        .select()
        .from(key)
        .where(and(eq(key.userId, userId), isArchived ? isNotNull(key.archivedAt) : isNull(key.archivedAt)))
        .orderBy(asc(key.keyIndex)),
    async find(userId, id) {
      const [found] = await database.select().from(key).where(owned(userId, id))
      return found
    },
    async rename(userId, id, label) {
      const renamed = await database.update(key).set({ label }).where(owned(userId, id)).returning({ id: key.id })
      return renamed.length === 1
    },
    async archive(userId, id) {
      const [archived] = await database
        .update(key)
        .set({ archivedAt: new Date(clock.now()) })
        .where(and(owned(userId, id), isNull(key.archivedAt)))
        .returning({ archivedAt: key.archivedAt })
      return archived?.archivedAt ?? undefined
    },
    async unarchive(userId, id) {
      const restored = await database
        .update(key)
        .set({ archivedAt: null })
        .where(and(owned(userId, id), isNotNull(key.archivedAt)))
        .returning({ id: key.id })
      return restored.length === 1
    },
  }
}
