import { createInvocation, type Session } from '@openkey/protocol/session'
import type { Provisioning } from '../steps/provisioning.ts'
import type { NodeAnswer } from './nodeClient.ts'

export type SqlInvocation = {
  /** Database of the session's own space. */
  readonly database: string
  readonly verbs: readonly ('schema' | 'write')[]
  readonly body: object
}

/** One request to a database of a space. */
export function invokeSql(
  { call, clock }: Provisioning,
  session: Session,
  { database, verbs, body }: SqlInvocation,
  signal: AbortSignal,
): Promise<NodeAnswer> {
  const resource = `${session.spaceId}/sql/${database}`
  const capabilities = verbs.map((verb) => ({ resource, ability: `tinycloud.sql/${verb}` }))
  const headers = {
    ...createInvocation(session, capabilities, { now: clock.now() }),
    'Content-Type': 'application/json',
  }
  return call({ method: 'POST', path: '/invoke', headers, body: JSON.stringify(body) }, signal)
}
