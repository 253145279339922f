import { cidFromProof, isCid } from '@openkey/protocol/session'
import { isChecksumAddress, pkhDid, type SiweMessage } from '@openkey/protocol/siwe'
import { NodeError } from '../../errors/nodeError.ts'
import { readCidResource } from '../cidResource.ts'
import { readCredential } from '../credential.ts'
import { authenticateInvocation } from '../invocation/authenticateInvocation.ts'
import { isSigned } from '../isSigned.ts'
import { requireUnlimited } from '../requireUnlimited.ts'
import { isWithin, timeWindowOf } from '../timeWindow.ts'

/** A signed wish to take a delegation back. Whether its signer may is another question. */
export type Revocation = {
  /** Of the delegation. */
  readonly cid: string
  /** Who signed; a DID without fragment. */
  readonly revoker: string
  /** CIDs of the delegations that the signer cites. */
  readonly parents: readonly string[]
  /** The `Authorization` value. */
  readonly raw: string
}

/** What a session signs to take a delegation back. */
export const revokeAbility = 'tinycloud.delegation/revoke'

/**
 * Reads and verifies the revocation in an `Authorization` header, in either of its forms:
 *
 * - from a session, an invocation of `tinycloud.delegation/revoke` on `urn:cid:<cid>` and of nothing else;
 * - from a wallet, a SIWE message whose URI is `ucan:<cid>` or `urn:cid:<cid>` and which has no other resource. No message
 *   of a sign-in has such a URI, so none can be presented here.
 */
export function readRevocation(
  headers: Headers,
  options: { readonly nowMs: number; readonly maxLifetimeMs: number; readonly nodeId: string },
): Revocation {
  const credential = readCredential(headers)
  const { raw } = credential
  if (credential.type === 'ucan') return { ...readToken(headers, options), raw }

  const message = credential.cacao.payload
  const cid = revokedBy(message)
  if (!isSigned(credential)) throw new NodeError('revocation_refused', 'signature')
  if (!isWithin(timeWindowOf(credential), options.nowMs)) throw new NodeError('revocation_refused', 'time')
  const { chainId, address } = message
  if (!isChecksumAddress(address)) throw new NodeError('header_undecodable')
  return { cid, revoker: pkhDid({ chainId, address }), parents: [], raw }
}

function readToken(headers: Headers, options: Parameters<typeof authenticateInvocation>[1]): Omit<Revocation, 'raw'> {
  const { capabilities, invoker, parents } = authenticateInvocation(headers, options)
  const [capability, ...others] = capabilities
  const cid = capability?.ability === revokeAbility ? readCidResource(capability.resource) : undefined
  if (capability === undefined || cid === undefined || others.length > 0) throw notOne()
  requireUnlimited(capability)
  return { cid, revoker: invoker, parents }
}

function revokedBy({ uri, resources = [] }: SiweMessage): string {
  const cid = uri.startsWith('ucan:') ? readCid(uri.slice('ucan:'.length)) : readCidResource(uri)
  if (cid === undefined || resources.some((resource) => resource !== uri)) throw notOne()
  return cid
}

/** In base32, or in base58 as a ReCap writes it. */
function readCid(text: string): string | undefined {
  if (isCid(text)) return text
  try {
    return cidFromProof(text)
  } catch {
    return undefined
  }
}

function notOne(): NodeError {
  return new NodeError('revocation_refused', 'not a revocation')
}
