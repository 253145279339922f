import type { Session } from '@openkey/protocol/session'
import type { Account } from '@openkey/protocol/siwe'
import type { NodeClient } from '../node-http/nodeClient.ts'
import { type Hosting, hostSpace } from './hostSpace.ts'

export type ActivateSpaceOptions = {
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
