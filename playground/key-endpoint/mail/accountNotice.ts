import { setTimeout } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { user } from '../database/schema.ts'
import type { Budgets } from '../limits/budgets.ts'
import type { Log } from '../log.ts'
import type { Mail } from './mail.ts'

export type AccountChange =
  | 'passkey_added'
  | 'passkey_removed'
  | 'passkey_optional'
  | 'auto_sign_enabled'
  | 'program_connected'

const sentences: Readonly<Record<AccountChange, readonly [subject: string, text: string]>> = {
  passkey_added: ['A passkey was added to your OpenKey account', 'You can now sign in to your account with it.'],
  passkey_removed: [
    'A passkey was removed from your OpenKey account',
    'You can no longer sign in to your account with it.',
  ],
  passkey_optional: [
    'Your OpenKey account no longer requires a passkey',
    'You can now also sign in with a code sent to this address.',
  ],
  program_connected: [
    'A program was connected to your OpenKey account',
    'It can now read and change your TinyCloud data. It is listed with your sessions.',
  ],
  auto_sign_enabled: [
    'Automatic setup was turned on for your OpenKey account',
    'OpenKey can now sign the messages that set up your storage without asking you.',
  ],
}

/** Bounds {@link AccountNotices.settle}, so that a mail server that hangs cannot keep the endpoint from stopping. */
const settleMs = 5_000

export type AccountNotices = {
  /** Mails the owner about a change. Returns at once. A failure is logged and has no other effect. */
  readonly send: (userId: string, change: AccountChange) => void
  /** Resolves when every pending mail has been handed over, or after a few seconds. */
  readonly settle: () => Promise<void>
}

export type AccountNoticesOptions = {
  readonly database: Database
  readonly mail: Mail
  readonly budgets: Pick<Budgets, 'noticesPerUser'>
  readonly widgetOrigin: string
  readonly log: Log
}

/** The mails quote no input of a caller, so that a stolen session cannot write to the owner through them. */
export function createAccountNotices(options: AccountNoticesOptions): AccountNotices {
  const { database, mail, budgets, widgetOrigin, log } = options
  const pending = new Set<Promise<void>>()

  const deliver = async (userId: string, change: AccountChange) => {
    await budgets.noticesPerUser.spend(userId)
    const [owner] = await database.select({ email: user.email }).from(user).where(eq(user.id, userId))
    if (owner === undefined) return
    const [subject, text] = sentences[change]
    const advice = `If this wasn’t you, open ${new URL(widgetOrigin).host}, sign in, and remove all passkeys and sessions that you don’t recognise.`
    await mail.send({ to: owner.email, subject, text: `${text}\n${advice}` })
  }

  return {
    send(userId, change) {
      const sent = deliver(userId, change)
        .catch((error: unknown) =>
          log({ event: 'notice_failed', error: error instanceof Error ? error.name : 'unknown' }),
        )
        .finally(() => pending.delete(sent))
      pending.add(sent)
    },
    async settle() {
      await Promise.race([Promise.all(pending), setTimeout(settleMs, undefined, { ref: false })])
    },
  }
}
