import type { Origin } from '@openkey/protocol'
import type { SessionStore } from '../../ports/sessionStore.ts'

/** Context that the key endpoint checks before an e-mail code opens an account (S17). */
export type SignInContext = {
  /** Page around this frame. Absent in a window, where the widget's own address can be seen. */
  readonly topOrigin?: Origin | undefined
  /** The page that a session is opened for. It appears in the list of sessions and has no other effect. */
  readonly openedOn?: Origin | undefined
  /** Stores the token that shows an earlier sign-in from this partition. */
  readonly partition: Pick<SessionStore, 'partitionToken' | 'keepPartitionToken'>
}
