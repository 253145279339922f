import { hostSiwe, siweToDelegationHeader } from '@openkey/protocol/session'
import type { NodeClient } from '../node-http/nodeClient.ts'
import type { Signer } from '../signer.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { CompletedSignIn } from './completeSignIn.ts'

export type Hosting = {
  readonly signer: Signer
  readonly domain: string
  readonly now: () => number
}

/**
 * Hands the session to the node. A space that the node does not host yet is hosted the ordinary way: a second message,
 * signed by the same wallet. Without `hosting` the session stays as the node left it.
 * @throws {TinyCloudError} what the node answers, or `space_not_hosted` when hosting had no effect
 * @throws what `signer.signMessage` throws, untouched
 */
export async function activateSession(node: NodeClient, session: CompletedSignIn, hosting?: Hosting): Promise<void> {
  const { delegationHeader, spaceId } = session.granted
  const { skipped } = await node.delegate(delegationHeader)
  if (!hosting || !skipped.includes(spaceId)) return

  await hostSpace(node, session, hosting)
  const repeated = await node.delegate(delegationHeader)
  if (repeated.skipped.includes(spaceId)) throw notHosted(node.host)
}

async function hostSpace(node: NodeClient, { client, granted }: CompletedSignIn, hosting: Hosting): Promise<void> {
  const { signer, domain, now } = hosting
  const { address, chainId } = client
  const { spaceId } = granted
  const peerId = await node.peerId(spaceId)
  const issuedAt = new Date(now()).toISOString()
  const siwe = hostSiwe({ address, chainId, domain, issuedAt, spaceId, peerId })
  const signature = await signer.signMessage(siwe)
  const { activated } = await node.delegate(siweToDelegationHeader({ siwe, signature }))
  if (!activated.includes(spaceId)) throw notHosted(node.host)
}

function notHosted(host: string): TinyCloudError {
  return new TinyCloudError('space_not_hosted', `The node at ${host} did not take the space.`, { details: { host } })
}
