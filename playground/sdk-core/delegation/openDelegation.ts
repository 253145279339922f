import type { SessionKey } from '@openkey/protocol/session'
import { checkNodeInfo, sameHost } from '../node-http/checkNodeInfo.ts'
import type { NodeClient } from '../node-http/nodeClient.ts'
import type { Signing } from '../session/signing.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import { type AcceptedDelegation, acceptDelegation } from './acceptDelegation.ts'
import type { DelegatingSession } from './createDelegator.ts'
import { type ReadDelegation, readPortableDelegation } from './portableDelegation.ts'

export type OpenDelegationOptions = {
  readonly tinycloudHosts: readonly string[]
  readonly fetch: typeof globalThis.fetch
  /** The key of this client, for delegations to its session. */
  readonly sessionKey: SessionKey
  readonly now: number
  /** @throws {TinyCloudError} `signer_missing` */
  readonly signing: () => Signing
}

/**
 * Opens a delegation from another user. The node must be one of `tinycloudHosts`, because it sees every request, so the
 * delegator must not choose it. The node verifies the whole chain before the wallet is prompted.
 * @throws {TinyCloudError} `delegation_invalid`, `delegatee_invalid`, `session_expired`, `signer_missing`
 */
export async function openDelegation(
  value: unknown,
  options: OpenDelegationOptions,
): Promise<DelegatingSession & ReadDelegation> {
  const { tinycloudHosts, fetch, now } = options
  const delegation = readPortableDelegation(value)
  if (delegation.expiresAt <= now) throw new TinyCloudError('session_expired', 'The delegation has expired.')
  const host = tinycloudHosts.find((known) => sameHost(known, delegation.host))
  if (host === undefined) {
    throw new TinyCloudError(
      'delegation_invalid',
      `The delegation is stored at ${delegation.host}, which is not in \`tinycloudHosts\`.`,
      {
        details: { expected: tinycloudHosts.join(' '), received: delegation.host },
      },
    )
  }
  const accept = chooseAcceptance(delegation, options)
  const node = await checkNodeInfo([host], fetch)
  await node.delegate(delegation.header)
  return { ...delegation, ...(await accept(node)), node }
}

/** Chooses how this client uses the delegation. Throws before anything is sent. */
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
    throw new TinyCloudError('delegatee_invalid', `The delegation is for ${delegateDID}, but this session is ${did}.`)
  }
  const granted = { jwk, spaceId, verificationMethod: didUrl, delegationHeader: header, delegationCid: cid }
  return async () => ({ granted, expiresAt })
}
