import { createInvocation, type Session } from '@openkey/protocol/session'
import type { NodeClient } from '../node-http/nodeClient.ts'
import type { PortableDelegation } from './portableDelegation.ts'

type RevokingSession = { readonly granted: Session; readonly node: NodeClient }

/**
 * Revokes a delegation, and with it everything that was delegated further. The session that created it may do so,
 * without a wallet.
 * @throws {TinyCloudError} `session_rejected` for the delegation of another session; errors of the node
 */
export async function revokeDelegation(
  { granted, node }: RevokingSession,
  { delegationCid }: Pick<PortableDelegation, 'delegationCid'>,
  now: number,
): Promise<void> {
  const capability = { resource: `urn:cid:${delegationCid}`, ability: 'tinycloud.delegation/revoke' }
  await node.revoke(createInvocation(granted, [capability], { now }))
}
