import { createInvocationFor, type Session } from '@openkey/protocol/session'
import * as z from 'zod'
import { NodeCallError, readResponse } from '../client/nodeClient.ts'
import { recordType } from '../client/putValue.ts'
import type { Provisioning } from './provisioning.ts'
import { markerKey, stepIds } from './writeCompletionMarker.ts'

/**
 * Returns whether the account is complete, whoever created it. If the node fails, returns false: the steps, which are
 * idempotent, then show the failure.
 */
export async function findCompletionMarker(...read: Parameters<typeof readCompletionMarker>): Promise<boolean> {
  try {
    return await readCompletionMarker(...read)
  } catch (error) {
    if (error instanceof NodeCallError) return false
    throw error
  }
}

const markerSchema = z.object({ v: z.literal(1), stepIds: z.array(z.string()), completedAt: z.string() })

/**
 * Returns whether the marker is there and names all steps. A marker that is not stored as JSON does not count, because
 * clients reject it.
 * @throws {NodeCallError} also if the session may not read it or the space is not hosted
 */
export async function readCompletionMarker(
  { account, call, clock }: Pick<Provisioning, 'account' | 'call' | 'clock'>,
  session: Session,
  signal: AbortSignal,
): Promise<boolean> {
  const spaceId = account.spaceId('account')
  const operation = { spaceId, service: 'kv', path: markerKey, ability: 'tinycloud.kv/get' }
  const headers = { ...createInvocationFor(session, operation, { now: clock.now() }) }
  const response = await call({ method: 'POST', path: '/invoke', headers }, signal)
  if (!response.contentType.startsWith(recordType)) return false
  const marker = readResponse(response, markerSchema)
  return stepIds.every((id) => marker.stepIds.includes(id))
}
