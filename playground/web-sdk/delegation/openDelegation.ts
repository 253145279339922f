import type { SessionKey } from '@openkey/protocol/session'
import { findNode } from '../node-http/findNode.ts'
import type { NodeClient } from '../node-http/nodeClient.ts'
import { sameHost } from '../node-http/sameHost.ts'
import type { Signing } from '../session/createSigning.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import { type AcceptedDelegation, acceptDelegation } from './acceptDelegation.ts'
import type { Holder } from './createDelegator.ts'
import { type ReadDelegation, readPortableDelegation } from './readPortableDelegation.ts'

export type OpenDelegationOptions = {
  readonly tinycloudHosts: readonly string[]
  readonly fetch: typeof globalThis.fetch
  /** Of this client, for delegations to it alone. */
  readonly sessionKey: SessionKey
  readonly now: number
  /** @throws {TinyCloudError} `signer_missing` */
  readonly signing: () => Signing
}

/**
 * Makes a delegation from somebody else usable. The node must be one of this client's: it sees what is done with the
 * delegation, so its giver does not choose it. It is asked before the wallet is, and verifies the whole chain.
 * @throws {TinyCloudError} `delegation_invalid`, `delegatee_invalid`, `session_expired`, `signer_missing`
 */
export async function openDelegation(value: unknown, options: OpenDelegationOptions): Promise<Holder & ReadDelegation> {
  const { tinycloudHosts, fetch, now } = options
  const delegation = readPortableDelegation(value)
  if (delegation.expiresAt <= now) throw new TinyCloudError('session_expired', 'The delegation has expired.')
  const host = tinycloudHosts.find((known) => sameHost(known, delegation.host))
  if (host === undefined) {
    throw new TinyCloudError('delegation_invalid', `The delegation is of the node at ${delegation.host}.`, {
      details: { expected: tinycloudHosts.join(' '), received: delegation.host },
    })
  }
  const accept = chooseAcceptance(delegation, options)
  const node = await findNode([host], fetch)
  await node.delegate(delegation.header)
  return { ...delegation, ...(await accept(node)), node }
}

/** How this client comes to use the delegation; refuses before anything is sent. */
function chooseAcceptance(
  delegation: ReadDelegation,
  { sessionKey, signing }: OpenDelegationOptions,
): (node: NodeClient) => Promise<AcceptedDelegation> {
  const { delegateDID, header, cid, spaceId, expiresAt } = delegation
  if (delegateDID.startsWith('did:pkh:')) {
    const options = signing()
    return (node) => acceptDelegation(node, delegation, options)
  }
  const { did, didUrl, jwk } = sessionKey
  if (delegateDID !== did) {
    throw new TinyCloudError('delegatee_invalid', `The delegation is for ${delegateDID}; this session is ${did}.`)
  }
  const granted = { jwk, spaceId, verificationMethod: didUrl, delegationHeader: header, delegationCid: cid }
  return async () => ({ granted, expiresAt })
}
