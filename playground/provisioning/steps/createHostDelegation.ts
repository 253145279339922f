import { createHostingMessage, siweToDelegationHeader } from '@openkey/protocol/session'
import { parseKeyDid } from '@openkey/protocol/siwe'
import type { SpaceName } from '../account/account.ts'
import { NodeCallError } from '../client/nodeClient.ts'
import { submitDelegation } from '../client/submitDelegation.ts'
import type { Provisioning } from './provisioning.ts'

/** The owner's delegation that lets a node host one space. */
export type HostDelegation = { readonly name: SpaceName; readonly headers: { readonly Authorization: string } }

/** Requests the key with which the node will host a space, and delegates to it with a root signature. Never expires. */
export async function createHostDelegation(
  { account, call, sign, clock, domain }: Provisioning,
  name: SpaceName,
  signal: AbortSignal,
): Promise<HostDelegation> {
  const spaceId = account.spaceId(name)
  const { text: peerId } = await call({ method: 'GET', path: `/peer/generate/${encodeURIComponent(spaceId)}` }, signal)
  if (!isKeyDid(peerId)) throw new NodeCallError('malformed')
  const siwe = createHostingMessage({
    address: account.address,
    chainId: account.chainId,
    domain,
    issuedAt: new Date(clock.now()).toISOString(),
    spaceId,
    peerId,
  })
  return { name, headers: siweToDelegationHeader({ siwe, signature: await sign(siwe, 'bootstrap-host') }) }
}

function isKeyDid(text: string): boolean {
  try {
    parseKeyDid(text)
    return true
  } catch {
    return false
  }
}

/** Makes the node host a space. */
export function hostSpace(
  provisioning: Provisioning,
  { name, headers }: HostDelegation,
  signal: AbortSignal,
): Promise<void> {
  return submitDelegation(provisioning, { headers, spaceId: provisioning.account.spaceId(name) }, signal)
}
