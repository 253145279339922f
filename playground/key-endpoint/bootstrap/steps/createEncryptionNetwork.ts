import { createHash } from 'node:crypto'
import { createInvocation, type Session } from '@openkey/protocol/session'
import * as z from 'zod'
import { sortedJson } from '../account/sortedJson.ts'
import { NodeCallError } from '../client/nodeCallError.ts'
import type { NodeAnswer } from '../client/nodeClient.ts'
import { readAnswer } from '../client/readAnswer.ts'
import type { Provisioning } from './provisioning.ts'

const ability = 'tinycloud.encryption/network.create'
const information = z.object({ protocol: z.literal(1), nodeId: z.string().regex(/^did:key:z[1-9A-HJ-NP-Za-km-z]+$/) })
const described = z.object({ descriptor: z.object({ networkId: z.string(), ownerDid: z.string() }) })

/** Makes the account's encryption network unless the node has it. A network made meanwhile is as good. */
export async function createEncryptionNetwork(
  { account, call, clock }: Provisioning,
  session: Session,
  signal: AbortSignal,
): Promise<void> {
  const { networkId, did: ownerDid } = account
  const checkDescriptor = (answer: NodeAnswer) => {
    const { descriptor } = readAnswer(answer, described)
    const isOurs = descriptor.networkId === networkId && descriptor.ownerDid === ownerDid
    if (!isOurs) throw new NodeCallError('malformed')
  }

  const path = `/encryption/networks/${encodeURIComponent(networkId)}`
  const found = await call({ method: 'GET', path, accept: [404] }, signal)
  if (found.status !== 404) return checkDescriptor(found)

  const { nodeId } = readAnswer(await call({ method: 'GET', path: '/info' }, signal), information)
  const body = sortedJson({ name: 'default', ownerDid, threshold: { n: 1, t: 1 } })
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
  const made = await call({ method: 'POST', path: '/encryption/networks', headers, body, accept: [409] }, signal)
  if (made.status !== 409) checkDescriptor(made)
}
