import {
  type AuthorizationHeader,
  createHostingMessage,
  type Session,
  siweToDelegationHeader,
} from '@openkey/protocol/session'
import type { Account } from '@openkey/protocol/siwe'
import type { NodeClient } from '../node-http/nodeClient.ts'
import type { Signing } from '../session/signing.ts'
import { TinyCloudError } from '../tinyCloudError.ts'

type EnsureSpaceOptions = {
  readonly client: Account
  readonly granted: Session
  readonly spaceId: string
  /** Without it, a space that the node does not host stays so. */
  readonly hosting?: Hosting | undefined
}

/**
 * Sends the session to the node. If the node does not host its space yet, has the wallet sign a hosting message.
 * @throws {TinyCloudError} errors of the node, or `space_not_hosted` if hosting had no effect
 * @throws the wallet's own error, unchanged
 */
export async function ensureSpaceExists(node: NodeClient, options: EnsureSpaceOptions): Promise<void> {
  const { client, granted, spaceId, hosting } = options
  const { skipped } = await node.delegate(granted.delegationHeader)
  if (hosting && skipped.includes(spaceId)) await hostSpace(node, client, spaceId, hosting)
}

export type Hosting = Pick<Signing, 'sign' | 'domain' | 'now'>

/**
 * Has the owner sign a message without expiry that lets the node host a space.
 * @throws {TinyCloudError} `session_mismatch` if the wallet uses another account, `space_not_hosted` if the node does
 *   not host the space afterwards; errors of the node
 * @throws the wallet's own error, unchanged
 */
export async function hostSpace(
  node: NodeClient,
  { address, chainId }: Account,
  spaceId: string,
  { sign, domain, now }: Hosting,
): Promise<void> {
  const peerId = await node.peerId(spaceId)
  const issuedAt = new Date(now()).toISOString()
  const siwe = createHostingMessage({ address, chainId, domain, issuedAt, spaceId, peerId })
  const header = toHeader(siwe, await sign(siwe, 'host-space'))
  const { activated } = await node.delegate(header)
  if (activated.includes(spaceId)) return
  throw new TinyCloudError('space_not_hosted', `The node at ${node.host} does not host the space.`, {
    details: { host: node.host },
  })
}

function toHeader(siwe: string, signature: string): AuthorizationHeader {
  try {
    return siweToDelegationHeader({ siwe, signature })
  } catch (cause) {
    throw new TinyCloudError('session_mismatch', 'The wallet uses another account than the session.', { cause })
  }
}
