import { Hono } from 'hono'
import * as z from 'zod'
import { HttpError } from '../http/httpError.ts'
import { readBody } from '../http/readBody.ts'
import type { AccountNotices } from '../mail/accountNotice.ts'
import { gestureField, type RequireFreshGesture } from '../passkeys/freshGesture.ts'
import type { Sessions } from '../sessions/sessions.ts'
import type { SignInSettings } from './signInSettings.ts'

const signInBody = z.object({ passkeyRequired: z.boolean(), gesture: gestureField })

export type SignInRoutesOptions = {
  readonly settings: SignInSettings
  readonly sessions: Sessions
  readonly requireFreshGesture: RequireFreshGesture
  readonly notices: Pick<AccountNotices, 'send'>
}

/** Reads and sets whether the account of a session requires a passkey to sign in. */
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
