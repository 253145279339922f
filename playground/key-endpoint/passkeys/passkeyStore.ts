import { and, eq, lt } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { isUniqueViolation } from '../database/database.ts'
import { lockUser } from '../database/lockUser.ts'
import { passkey } from '../database/schema.ts'
import { HttpError } from '../http/httpError.ts'
import { accountLimits, limitReached } from '../limits/limits.ts'

export type Passkey = typeof passkey.$inferSelect

export type PasskeyStore = {
  readonly find: (id: string) => Promise<Passkey | undefined>
  readonly listOf: (userId: string) => Promise<readonly Passkey[]>
  /**
   * @returns false when the credential is already registered, to this user or another
   * @throws {HttpError} 409 `limit_reached`
   */
  readonly add: (added: Passkey) => Promise<boolean>
  /**
   * @returns false when the user has no such passkey
   * @throws {HttpError} 409 `last_way_in` for the last passkey of an account that requires one
   */
  readonly remove: (userId: string, id: string) => Promise<boolean>
  /** Stores the signature counter of an assertion. @returns false unless the counter has increased, or is always 0 */
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
        await database.transaction(async (transaction) => {
          await lockUser(transaction, added.userId)
          const count = await transaction.$count(passkey, eq(passkey.userId, added.userId))
          if (count >= accountLimits.passkeys) throw limitReached('passkeys')
          await transaction.insert(passkey).values(added)
        })
        return true
      } catch (error) {
        if (isUniqueViolation(error)) return false
        throw error
      }
    },
    remove: (userId, id) =>
      database.transaction(async (transaction) => {
        const { passkeyRequired } = await lockUser(transaction, userId)
        const removed = await transaction
          .delete(passkey)
          .where(and(eq(passkey.id, id), eq(passkey.userId, userId)))
          .returning({ id: passkey.id })
        if (removed.length === 0) return false
        if (passkeyRequired && (await transaction.$count(passkey, eq(passkey.userId, userId))) === 0) {
          throw new HttpError(409, 'This account requires a passkey, and this is its last one', {
            code: 'last_way_in',
          })
        }
        return true
      }),
    async advance(id, counter) {
      // Many authenticators have no counter and always report 0.
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
