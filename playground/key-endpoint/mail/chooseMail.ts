import type { Clock } from '../clock.ts'
import { StartError } from '../startError.ts'
import { createInbox, type Inbox } from './inbox.ts'
import type { Mail } from './mail.ts'

/**
 * The given transport, or the development inbox. Whatever says production, the option or `NODE_ENV`, is enough for the
 * inbox not to exist.
 * @throws {StartError} `mail_transport_missing` in production without a transport
 */
export function chooseMail({
  given,
  environment,
  clock,
}: {
  readonly given: Mail | undefined
  readonly environment: 'development' | 'production'
  readonly clock: Clock
}): { readonly mail: Mail; readonly inbox?: Inbox } {
  if (given !== undefined) return { mail: given }
  if (environment === 'production' || process.env.NODE_ENV === 'production') {
    throw new StartError('mail_transport_missing', 'Production needs a mail transport: the inbox is for development.')
  }
  const inbox = createInbox({ clock })
  return { mail: inbox, inbox }
}
