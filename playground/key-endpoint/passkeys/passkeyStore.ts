import { and, eq, lt } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { isUniqueViolation } from '../database/isUniqueViolation.ts'
import { passkey } from '../database/schema.ts'

export type Passkey = typeof passkey.$inferSelect

export type PasskeyStore = {
  readonly find: (id: string) => Promise<Passkey | undefined>
  readonly listOf: (userId: string) => Promise<readonly Passkey[]>
  /** False when the credential is registered already, to this user or another. */
  readonly add: (added: Passkey) => Promise<boolean>
  /** Records the counter of an assertion. False when another assertion has meanwhile recorded the same or a later one. */
  readonly advance: (id: string, counter: number) => Promise<boolean>
}

export function createPasskeyStore({ database }: { readonly database: Database }): PasskeyStore {
  return {
    async find(id) {
      const [found] = await database.select().from(passkey).where(eq(passkey.id, id))
      return found
    },
    listOf: (userId) => database.select().from(passkey).where(eq(passkey.userId, userId)),
    async add(added) {
      try {
        await database.insert(passkey).values(added)
        return true
      } catch (error) {
        if (isUniqueViolation(error)) return false
        throw error
      }
    },
    async advance(id, counter) {
      // Many authenticators have no counter and always say 0.
      const isForward = counter === 0 ? eq(passkey.counter, 0) : lt(passkey.counter, counter)
      const advanced = await database
        .update(passkey)
        .set({ counter })
        .where(and(eq(passkey.id, id), isForward))
        .returning({ id: passkey.id })
      return advanced.length === 1
    },
  }
}
