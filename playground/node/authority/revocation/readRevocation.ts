import { cidFromProof, isCid } from '@openkey/protocol/session'
import { isChecksumAddress, pkhDid, type SiweMessage } from '@openkey/protocol/siwe'
import { NodeError } from '../../errors/nodeError.ts'
import { isSigned, readCredential } from '../credential.ts'
import type { ControlAbility } from '../delegation/control.ts'
import { authenticateInvocation } from '../invocation/authenticateInvocation.ts'
import { requireNoCaveats } from '../requireNoCaveats.ts'
import { readCidResource } from '../resources.ts'
import { isWithin, timeWindowOf } from '../timeWindow.ts'

/** A signed revocation. Whether its signer may revoke the delegation is checked by `checkRevoker`. */
export type Revocation = {
  /** CID of the delegation. */
  readonly cid: string
  /** DID of the signer, without fragment. */
  readonly revoker: string
  /** CIDs of the delegations that the signer cites. */
  readonly parents: readonly string[]
  /** The `Authorization` value. */
  readonly raw: string
}

/** Ability that a session invokes to revoke a delegation. */
export const revokeAbility: ControlAbility = 'tinycloud.delegation/revoke'

/**
 * Reads and verifies the revocation in an `Authorization` header, in one of two forms:
 *
 * - from a session: an invocation of `tinycloud.delegation/revoke` on `urn:cid:<cid>` and nothing else;
 * - from a wallet: a SIWE message with the URI `ucan:<cid>` or `urn:cid:<cid>` and no other resource. No sign-in
 *   message has such a URI, so none can be used as a revocation.
 *
 * @throws {NodeError}
 */
export function readRevocation(
  headers: Headers,
  options: { readonly nowMs: number; readonly maxLifetimeMs: number; readonly nodeId: string },
): Revocation {
  const credential = readCredential(headers)
  const { raw } = credential
  if (credential.type === 'ucan') return { ...readToken(headers, options), raw }

  const message = credential.cacao.payload
  const cid = revokedCid(message)
  if (!isSigned(credential)) throw new NodeError('revocation_refused', 'invalid signature')
  if (!isWithin(timeWindowOf(credential), options.nowMs))
    throw new NodeError('revocation_refused', 'expired or not yet valid')
  const { chainId, address } = message
  if (!isChecksumAddress(address)) throw new NodeError('header_undecodable')
  return { cid, revoker: pkhDid({ chainId, address }), parents: [], raw }
}

function readToken(headers: Headers, options: Parameters<typeof authenticateInvocation>[1]): Omit<Revocation, 'raw'> {
  const { capabilities, invoker, parents } = authenticateInvocation(headers, options)
  const [capability, ...others] = capabilities
  const cid = capability?.ability === revokeAbility ? readCidResource(capability.resource) : undefined
  if (capability === undefined || cid === undefined || others.length > 0) throw notOne()
  requireNoCaveats(capability)
  return { cid, revoker: invoker, parents }
}

function revokedCid({ uri, resources = [] }: SiweMessage): string {
  const cid = uri.startsWith('ucan:') ? readCid(uri.slice('ucan:'.length)) : readCidResource(uri)
  if (cid === undefined || resources.some((resource) => resource !== uri)) throw notOne()
  return cid
}

/** Reads a CID in base32, or in base58 as in a ReCap. */
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
