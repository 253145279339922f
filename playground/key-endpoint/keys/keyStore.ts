import { randomUUID } from 'node:crypto'
import type { WallClock } from '@openkey/protocol'
import { and, asc, count, eq, isNotNull, isNull, max } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { lockUser } from '../database/lockUser.ts'
import { key } from '../database/schema.ts'
import { accountLimits, limitReached } from '../limits/limits.ts'
import { requireActiveSecret } from '../sealing/activeSecret.ts'
import { generatePrivateKey } from '../sealing/privateKey.ts'
import type { AcceptedSecrets } from '../sealing/secrets.ts'
import type { Vault } from '../sealing/vault.ts'

export type KeyRow = typeof key.$inferSelect

export type KeyStore = {
  readonly list: (userId: string, filter: { readonly isArchived: boolean }) => Promise<readonly KeyRow[]>
  /** Includes archived keys. */
  readonly find: (userId: string, id: string) => Promise<KeyRow | undefined>
  /** Includes archived keys. */
  readonly count: (userId: string) => Promise<number>
  /**
   * Generates a key.
   * @param label @default `Key <index>`
   * @throws {HttpError} 409 `limit_reached`
   */
  readonly generate: (userId: string, label?: string) => Promise<KeyRow>
  /**
   * Adds a private key. The caller wipes the buffer.
   * @param label @default `Key <index>`
   * @throws {HttpError} 409 `limit_reached`
   */
  readonly add: (userId: string, privateKey: Uint8Array, label?: string) => Promise<KeyRow>
  /** @returns false when the user has no such key */
  readonly rename: (userId: string, id: string, label: string) => Promise<boolean>
  /** @returns the time of archiving; `undefined` when the user has no such active key */
  readonly archive: (userId: string, id: string) => Promise<Date | undefined>
  /** @returns false when the user has no such archived key */
  readonly unarchive: (userId: string, id: string) => Promise<boolean>
}

export type KeyStoreOptions = {
  readonly database: Database
  readonly vault: Vault
  readonly secrets: AcceptedSecrets
  readonly clock: WallClock
}

export function createKeyStore({ database, vault, secrets, clock }: KeyStoreOptions): KeyStore {
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
        ...vault.put(randomUUID(), privateKey, await requireActiveSecret(transaction, secrets)),
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
      const unarchived = await database
        .update(key)
        .set({ archivedAt: null })
        .where(and(owned(userId, id), isNotNull(key.archivedAt)))
        .returning({ id: key.id })
      return unarchived.length === 1
    },
  }
}
