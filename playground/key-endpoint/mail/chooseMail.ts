import type { WallClock } from '@openkey/protocol'
import { StartError } from '../startError.ts'
import { createInbox, type Inbox } from './inbox.ts'
import type { Mail } from './mail.ts'

/**
 * Returns the given transport, or the development inbox. The inbox is not available if either the option `environment`
 * or `NODE_ENV` is `production`.
 * @throws {StartError} `mail_transport_missing` in production without a transport
 */
export function chooseMail({
  given,
  environment,
  clock,
}: {
  readonly given: Mail | undefined
  readonly environment: 'development' | 'production'
  readonly clock: WallClock
}): { readonly mail: Mail; readonly inbox?: Inbox } {
  if (given !== undefined) return { mail: given }
  if (environment === 'production' || process.env.NODE_ENV === 'production') {
    throw new StartError(
      'mail_transport_missing',
      'No mail transport. Set the option `mail`: the inbox is available only in development.',
    )
  }
  const inbox = createInbox({ clock })
  return { mail: inbox, inbox }
}
