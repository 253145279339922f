import { createHostingMessage, siweToDelegationHeader } from '@openkey/protocol/session'
import { parseKeyDid } from '@openkey/protocol/siwe'
import type { SpaceName } from '../account/spaceNames.ts'
import { NodeCallError } from '../client/nodeCallError.ts'
import type { Provisioning } from './provisioning.ts'

/** The owner's leave for a node to host one space. */
export type HostDelegation = { readonly name: SpaceName; readonly headers: { readonly Authorization: string } }

/** Asks the node which key is to host a space, and lets that key do so: one root signature, without an end. */
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
  return { name, headers: siweToDelegationHeader({ siwe, signature: sign(siwe) }) }
}

function isKeyDid(text: string): boolean {
  try {
    parseKeyDid(text)
    return true
  } catch {
    return false
  }
}
