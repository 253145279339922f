import { completeSessionSetup, createSessionKey, prepareSession, type Session } from '@openkey/protocol/session'
import { parsePkhDid } from '@openkey/protocol/siwe'
import type { NodeClient } from '../node-http/nodeClient.ts'
import type { Signing } from '../session/signing.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { ReadDelegation } from './portableDelegation.ts'

/** A session that the node has accepted. */
export type AcceptedDelegation = { readonly granted: Session; readonly expiresAt: number }

/**
 * Delegates a delegation to a user further to a new session key, with one message that the user's wallet signs.
 * @throws {TinyCloudError} `delegatee_invalid` if the wallet uses another account, `session_mismatch`; errors of the
 *   node
 * @throws the wallet's own error, unchanged
 */
export async function acceptDelegation(
  node: NodeClient,
  { att, cid, delegateDID, spaceId, expiresAt: delegationEnd }: ReadDelegation,
  { account, sign, domain, lifetimeMs, now: readClock }: Signing,
): Promise<AcceptedDelegation> {
  const { address, chainId } = parsePkhDid(delegateDID)
  const own = await account()
  if (own.address !== address || own.chainId !== chainId) {
    throw new TinyCloudError(
      'delegatee_invalid',
      `The delegation is for ${delegateDID}, but the wallet uses another account.`,
    )
  }
  const now = readClock()
  const expiresAt = Math.min(now + lifetimeMs, delegationEnd)
  const prepared = prepareSession({
    ...{ address, chainId, domain, spaceId },
    abilities: {},
    rawAbilities: Object.fromEntries(Object.entries(att).map(([uri, abilities]) => [uri, Object.keys(abilities)])),
    parents: [cid],
    issuedAt: new Date(now).toISOString(),
    expirationTime: new Date(expiresAt).toISOString(),
    jwk: createSessionKey().jwk,
  })
  const granted = complete({ ...prepared, signature: await sign(prepared.siwe, 'use-delegation') })
  await node.delegate(granted.delegationHeader)
  return { granted, expiresAt }
}

function complete(signed: Parameters<typeof completeSessionSetup>[0]): Session {
  try {
    return completeSessionSetup(signed)
  } catch (cause) {
    throw new TinyCloudError('session_mismatch', 'The signature is not by the delegatee.', { cause })
  }
}
