import { createInvocationFor, type Session } from '@openkey/protocol/session'
import type { Provisioning } from '../steps/provisioning.ts'

export type Value = {
  /** @default the session's own space */
  readonly spaceId?: string
  readonly key: string
  readonly value: unknown
}

/** Content type of all records. Without it, clients read a string instead of an object. */
export const recordType = 'application/json'

/** Writes a value as JSON. Idempotent. */
export async function putValue(
  { call, clock }: Provisioning,
  session: Session,
  { spaceId, key, value }: Value,
  signal: AbortSignal,
): Promise<void> {
  const operation = { spaceId, service: 'kv', path: key, ability: 'tinycloud.kv/put' }
  const headers = {
    ...createInvocationFor(session, operation, { now: clock.now() }),
    'Content-Type': recordType,
  }
  await call({ method: 'POST', path: '/invoke', headers, body: JSON.stringify(value) }, signal)
}
