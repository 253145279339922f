import * as z from 'zod'
import type { Provisioning } from '../steps/provisioning.ts'
import { NodeCallError } from './nodeCallError.ts'
import { readAnswer } from './readAnswer.ts'

const delegated = z.object({ cid: z.string(), activated: z.array(z.string()), skipped: z.array(z.string()) })

/**
 * Hands the node a delegation. A 200 alone says that it is stored; only a space under `activated` is there.
 * @throws {NodeCallError} `space_skipped` when the space is not hosted
 */
export async function submitDelegation(
  { call }: Pick<Provisioning, 'call'>,
  { headers, spaceId }: { readonly headers: { readonly Authorization: string }; readonly spaceId: string },
  signal: AbortSignal,
): Promise<void> {
  const answer = await call({ method: 'POST', path: '/delegate', headers: { ...headers } }, signal)
  const { activated, skipped } = readAnswer(answer, delegated)
  if (skipped.includes(spaceId) || !activated.includes(spaceId)) throw new NodeCallError('space_skipped')
}
