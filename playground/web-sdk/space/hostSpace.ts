import { type AuthorizationHeader, createHostingMessage, siweToDelegationHeader } from '@openkey/protocol/session'
import type { Account } from '@openkey/protocol/siwe'
import type { NodeClient } from '../node-http/nodeClient.ts'
import type { Signing } from '../session/createSigning.ts'
import { TinyCloudError } from '../tinyCloudError.ts'

export type Hosting = Omit<Signing, 'lifetimeMs'>

/**
 * Asks the owner to let the node host a space: one message, one signature, without an end.
 * @throws {TinyCloudError} what the node answers; `session_mismatch` where the wallet is on another account;
 * `space_not_hosted` when the node takes the message and not the space
 * @throws what `signer.signMessage` throws, untouched
 */
export async function hostSpace(
  node: NodeClient,
  { address, chainId }: Account,
  spaceId: string,
  { signer, domain, now }: Hosting,
): Promise<void> {
  const peerId = await node.peerId(spaceId)
  const issuedAt = new Date(now()).toISOString()
  const siwe = createHostingMessage({ address, chainId, domain, issuedAt, spaceId, peerId })
  const header = toHeader(siwe, await signer.signMessage(siwe))
  const { activated } = await node.delegate(header)
  if (activated.includes(spaceId)) return
  throw new TinyCloudError('space_not_hosted', `The node at ${node.host} did not take the space.`, {
    details: { host: node.host },
  })
}

function toHeader(siwe: string, signature: string): AuthorizationHeader {
  try {
    return siweToDelegationHeader({ siwe, signature })
  } catch (cause) {
    throw new TinyCloudError('session_mismatch', 'The wallet is on another account than the session.', { cause })
  }
}
