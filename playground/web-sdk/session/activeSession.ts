import type { Session } from '@openkey/protocol/session'
import type { NodeClient } from '../node-http/nodeClient.ts'
import type { ClientSession } from './clientSession.ts'

/** A session that the node has accepted, with what is needed to use it. */
export type ActiveSession = {
  readonly client: ClientSession
  readonly granted: Session
  readonly node: NodeClient
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
}
