import { eq } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { user } from '../database/schema.ts'
import type { Budgets } from '../limits/budgets.ts'
import type { WrongCodes } from './wrongCodes.ts'

export type ForgiveOwnerOptions = {
  readonly database: Database
  readonly budgets: Pick<Budgets, 'lettersPerEmail' | 'lettersPerEmailPerDay'>
  readonly wrongCodes: Pick<WrongCodes, 'forget'>
}

/** Resets every e-mail code limit of an account. A passkey sign-in proves the owner, and strangers may have used them up. */
export function createForgiveOwner({ database, budgets, wrongCodes }: ForgiveOwnerOptions) {
  return async (userId: string): Promise<void> => {
    const [owner] = await database.select({ email: user.email }).from(user).where(eq(user.id, userId))
    if (owner === undefined) return
    await Promise.all([
      wrongCodes.forget(owner.email),
      budgets.lettersPerEmail.restore(owner.email),
      budgets.lettersPerEmailPerDay.restore(owner.email),
    ])
  }
}
