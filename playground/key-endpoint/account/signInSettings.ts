import { eq } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { lockUser } from '../database/lockUser.ts'
import { passkey, user } from '../database/schema.ts'

export type SignInSettings = {
  readonly isPasskeyRequired: (userId: string) => Promise<boolean>
  /** False, and nothing is changed, when a passkey shall be required of an account that has none. */
  readonly requirePasskey: (userId: string, isRequired: boolean) => Promise<boolean>
}

/** How an account may be signed in to. */
export function createSignInSettings({ database }: { readonly database: Database }): SignInSettings {
  return {
    async isPasskeyRequired(userId) {
      const [found] = await database
        .select({ passkeyRequired: user.passkeyRequired })
        .from(user)
        .where(eq(user.id, userId))
      return found?.passkeyRequired ?? false
    },
    requirePasskey: (userId, isRequired) =>
      database.transaction(async (transaction) => {
        await lockUser(transaction, userId)
        if (isRequired && (await transaction.$count(passkey, eq(passkey.userId, userId))) === 0) return false
        await transaction.update(user).set({ passkeyRequired: isRequired }).where(eq(user.id, userId))
        return true
      }),
  }
}
