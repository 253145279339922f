import { type AuthorizationHeader, hostSiwe, type Session, siweToDelegationHeader } from '@openkey/protocol/session'
import type { Account } from '@openkey/protocol/siwe'
import type { NodeClient } from '../node-http/nodeClient.ts'
import type { Signing } from '../session/createSigning.ts'
import { TinyCloudError } from '../tinyCloudError.ts'

type ActivateSpaceOptions = {
  readonly client: Account
  readonly granted: Session
  readonly spaceId: string
  /** Without it a space that nobody hosts is left alone. */
  readonly hosting?: Hosting | undefined
}

/**
 * Hands the session to the node. A space of it that the node does not host yet is hosted the ordinary way: a second
 * message, signed by the same wallet.
 * @throws {TinyCloudError} what the node answers, or `space_not_hosted` when hosting had no effect
 * @throws what `signer.signMessage` throws, untouched
 */
export async function activateSpace(node: NodeClient, options: ActivateSpaceOptions): Promise<void> {
  const { client, granted, spaceId, hosting } = options
  const { skipped } = await node.delegate(granted.delegationHeader)
  if (hosting && skipped.includes(spaceId)) await hostSpace(node, client, spaceId, hosting)
}

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
  const siwe = hostSiwe({ address, chainId, domain, issuedAt, spaceId, peerId })
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
