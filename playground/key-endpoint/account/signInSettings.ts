import { eq } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { lockUser } from '../database/lockUser.ts'
import { passkey, user } from '../database/schema.ts'

export type SignInSettings = {
  readonly isPasskeyRequired: (userId: string) => Promise<boolean>
  /** @returns false, without a change, when a passkey is to be required for an account that has none */
  readonly requirePasskey: (userId: string, isRequired: boolean) => Promise<boolean>
}

/** Stores how a user may sign in to an account. */
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
