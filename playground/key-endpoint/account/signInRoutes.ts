import { eq } from 'drizzle-orm'
import { Hono } from 'hono'
import * as z from 'zod'
import type { Database } from '../database/database.ts'
import { lockUser } from '../database/lockUser.ts'
import { passkey, user } from '../database/schema.ts'
import { HttpError } from '../http/httpError.ts'
import { readBody } from '../http/readBody.ts'
import type { AccountNotices } from '../mail/accountNotice.ts'
import { gestureField, type RequireFreshGesture } from '../passkeys/freshGesture.ts'
import type { Sessions } from '../sessions/sessions.ts'

const signInBody = z.object({ passkeyRequired: z.boolean(), gesture: gestureField })

export type SignInRoutesOptions = {
  readonly settings: SignInSettings
  readonly sessions: Sessions
  readonly requireFreshGesture: RequireFreshGesture
  readonly notices: Pick<AccountNotices, 'send'>
}

/** Reads and sets whether the user's account requires a passkey to sign in. */
export function signInRoutes({ settings, sessions, requireFreshGesture, notices }: SignInRoutesOptions): Hono {
  return new Hono()
    .get('/sign-in', async (context) => {
      const { userId } = await sessions.require(context)
      return context.json({ passkeyRequired: await settings.isPasskeyRequired(userId) })
    })
    .put('/sign-in', async (context) => {
      const session = await sessions.require(context)
      const { passkeyRequired, gesture } = await readBody(context, signInBody)
      await requireFreshGesture(session, gesture)
      const wasRequired = await settings.isPasskeyRequired(session.userId)
      if (!(await settings.requirePasskey(session.userId, passkeyRequired))) {
        throw new HttpError(409, 'Add a passkey before you require one', { code: 'passkey_missing' })
      }
      if (wasRequired && !passkeyRequired) notices.send(session.userId, 'passkey_optional')
      return context.json({ passkeyRequired })
    })
}

export type SignInSettings = {
  readonly isPasskeyRequired: (userId: string) => Promise<boolean>
  /** @returns false, without a change, for an account without a passkey that would require one */
  readonly requirePasskey: (userId: string, isRequired: boolean) => Promise<boolean>
}

/** Stores how a user may sign in. */
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
