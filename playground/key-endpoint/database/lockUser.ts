import { eq } from 'drizzle-orm'
import type { Transaction } from './database.ts'
import { user } from './schema.ts'

/** Locks a user's row until the transaction ends, so that counts and checks still hold when the transaction writes. */
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
