import type { WallClock } from '@openkey/protocol'
import { readEmailAddress } from './emailAddress.ts'
import type { Email, Mail } from './mail.ts'

export type SentEmail = Email & { readonly sentAt: number }

export type Inbox = Mail & {
  /** Returns the sent emails, newest first. @param to returns only the emails to this address */
  readonly emails: (to?: string) => readonly SentEmail[]
}

const maxEmails = 50

/** A mail transport for development, which keeps the emails in memory. It must not exist in production. */
export function createInbox({ clock }: { readonly clock: WallClock }): Inbox {
  const sent: SentEmail[] = []
  return {
    async send(email) {
      sent.unshift({ ...email, sentAt: clock.now() })
      sent.length = Math.min(sent.length, maxEmails)
    },
    emails(to) {
      if (to === undefined) return sent
      const address = readEmailAddress(to)
      return sent.filter((email) => email.to === address)
    },
  }
}
