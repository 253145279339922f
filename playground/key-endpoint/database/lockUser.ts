import { eq } from 'drizzle-orm'
import type { Transaction } from './database.ts'
import { user } from './schema.ts'

/** Locks a user's row until the transaction ends: what is counted or checked until then still holds when it is written. */
export async function lockUser(
  transaction: Transaction,
  userId: string,
): Promise<{ readonly passkeyRequired: boolean }> {
  const [locked] = await transaction
    .select({ passkeyRequired: user.passkeyRequired })
    .from(user)
    .where(eq(user.id, userId))
    .for('update')
  if (locked === undefined) throw new Error('The user does not exist.')
  return locked
}
