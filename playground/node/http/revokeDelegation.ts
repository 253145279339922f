import { isChecksumAddress, pkhDid, type SiweMessage } from '@openkey/protocol/siwe'
import { readCidResource } from '../authority/cidResource.ts'
import { collectAncestors } from '../authority/collectAncestors.ts'
import { readCredential } from '../authority/credential.ts'
import { isSigned } from '../authority/isSigned.ts'
import { isWithin, timeWindowOf } from '../authority/timeWindow.ts'
import { NodeError } from '../errors/nodeError.ts'
import type { DelegationStore } from '../storage/delegationStore.ts'

/**
 * `POST /revoke`: takes back a delegation, and with it all that draws on it. The signed message says so by being about
 * nothing else: its URI and its only resource are `urn:cid:<cid>`, which no message of a sign-in has. In this order:
 *
 * 1. the header is there and decodes to such a message;
 * 2. its account signed it, and it holds at this moment;
 * 3. the delegation is known;
 * 4. the account gave it, or something that it draws on.
 */
export function revokeDelegation(headers: Headers, delegations: DelegationStore, nowMs: number): Response {
  const credential = readCredential(headers)
  if (credential.type !== 'cacao') throw new NodeError('header_undecodable')
  const cid = revokedCid(credential.cacao.payload)
  if (cid === undefined) throw new NodeError('revocation_refused', 'not a revocation')
  if (!isSigned(credential)) throw new NodeError('revocation_refused', 'signature')
  if (!isWithin(timeWindowOf(credential), nowMs)) throw new NodeError('revocation_refused', 'time')

  const delegation = delegations.find(cid)
  if (delegation === undefined) throw new NodeError('revocation_refused', 'unknown delegation')
  const revokedBy = pkhDid(accountOf(credential.cacao.payload))
  const mayRevoke = collectAncestors([delegation], delegations.find).some(({ delegator }) => delegator === revokedBy)
  if (!mayRevoke) throw new NodeError('revocation_refused', 'another delegator')
  delegations.revoke({ cid, revokedBy, raw: credential.raw, nowMs })
  return Response.json({ revoked: true, cid })
}

function revokedCid({ uri, resources = [] }: SiweMessage): string | undefined {
  return resources.length === 1 && resources[0] === uri ? readCidResource(uri) : undefined
}

function accountOf({ chainId, address }: SiweMessage): Parameters<typeof pkhDid>[0] {
  if (!isChecksumAddress(address)) throw new NodeError('header_undecodable')
  return { chainId, address }
}
