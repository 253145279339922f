import * as z from 'zod'
import type { Provisioning } from '../steps/provisioning.ts'
import { NodeCallError, readResponse } from './nodeClient.ts'

const delegated = z.object({ cid: z.string(), activated: z.array(z.string()), skipped: z.array(z.string()) })

/**
 * Submits a delegation to the node, and requires that the node hosts a space. Status 200 means only that the delegation
 * is stored: the space is usable once the node lists it as `activated`.
 * @throws {NodeCallError} `space_skipped` when the space is not activated
 */
export async function submitDelegation(
  { call }: Pick<Provisioning, 'call'>,
  { headers, spaceId }: { readonly headers: { readonly Authorization: string }; readonly spaceId: string },
  signal: AbortSignal,
): Promise<void> {
  const hosted = await delegate({ call }, headers, signal)
  if (!hosted.has(spaceId)) throw new NodeCallError('space_skipped')
}

/** Submits a delegation. @returns the spaces it names that the node hosts */
export async function delegate(
  { call }: Pick<Provisioning, 'call'>,
  headers: { readonly Authorization: string },
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const response = await call({ method: 'POST', path: '/delegate', headers: { ...headers } }, signal)
  const { activated, skipped } = readResponse(response, delegated)
  return new Set(activated.filter((space) => !skipped.includes(space)))
}
