import { createHash } from 'node:crypto'
import { canonicalJson, createInvocation, type Session } from '@openkey/protocol/session'
import * as z from 'zod'
import type { AccountIds } from '../account/account.ts'
import type { NodeResponse } from '../client/nodeClient.ts'
import { NodeCallError, readResponse } from '../client/nodeClient.ts'
import type { Provisioning } from './provisioning.ts'

const ability = 'tinycloud.encryption/network.create'
const information = z.object({ protocol: z.literal(1), nodeId: z.string().regex(/^did:key:z[1-9A-HJ-NP-Za-km-z]+$/) })
const described = z.object({ descriptor: z.object({ networkId: z.string(), ownerDid: z.string() }) })

/** Creates the account's encryption network, unless it exists. Accepts a network that was created concurrently. */
export async function createEncryptionNetwork(
  provisioning: Provisioning,
  session: Session,
  signal: AbortSignal,
): Promise<void> {
  if (await hasEncryptionNetwork(provisioning, signal)) return
  const { account, call, clock } = provisioning
  const { networkId, did: ownerDid } = account
  const { nodeId } = readResponse(await call({ method: 'GET', path: '/info' }, signal), information)
  const body = canonicalJson({ name: 'default', ownerDid, threshold: { n: 1, t: 1 } })
  const fact = {
    type: 'tinycloud.encryption.network-admin/v1',
    targetNode: nodeId,
    networkId,
    bodyHash: createHash('sha256').update(body).digest('hex'),
    action: ability,
  }
  const invocation = createInvocation(session, [{ resource: networkId, ability }], {
    now: clock.now(),
    audience: nodeId,
    facts: [fact],
  })
  const headers = { ...invocation, 'Content-Type': 'application/json' }
  const created = await call({ method: 'POST', path: '/encryption/networks', headers, body, accept: [409] }, signal)
  if (created.status !== 409) checkDescriptor(account, created)
}

async function hasEncryptionNetwork({ account, call }: Provisioning, signal: AbortSignal): Promise<boolean> {
  const path = `/encryption/networks/${encodeURIComponent(account.networkId)}`
  const found = await call({ method: 'GET', path, accept: [404] }, signal)
  if (found.status === 404) return false
  checkDescriptor(account, found)
  return true
}

function checkDescriptor({ networkId, did }: AccountIds, response: NodeResponse): void {
  const { descriptor } = readResponse(response, described)
  if (descriptor.networkId !== networkId || descriptor.ownerDid !== did) throw new NodeCallError('malformed')
}
