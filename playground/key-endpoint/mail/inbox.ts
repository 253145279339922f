import type { Clock } from '../clock.ts'
import { readEmailAddress } from './emailAddress.ts'
import type { Letter, Mail } from './mail.ts'

export type KeptLetter = Letter & { readonly sentAt: number }

export type Inbox = Mail & {
  /** Newest first. With an address, only what was sent to it. */
  readonly letters: (to?: string) => readonly KeptLetter[]
}

const maxLetters = 50

/** A mail transport for one machine: letters stay in memory and are read on a page. Must not exist in production. */
export function createInbox({ clock }: { readonly clock: Clock }): Inbox {
  const kept: KeptLetter[] = []
  return {
    async send(letter) {
      kept.unshift({ ...letter, sentAt: clock.now() })
      kept.length = Math.min(kept.length, maxLetters)
    },
    letters(to) {
      if (to === undefined) return kept
      const address = readEmailAddress(to)
      return kept.filter((letter) => letter.to === address)
    },
  }
}
