import { principalDid } from '@openkey/protocol/session'
import { type Capability, type JsonValue, listCapabilities } from '@openkey/protocol/siwe'
import { NodeError } from '../../errors/nodeError.ts'
import { canonicalAttenuations } from '../canonicalResource.ts'
import { isSigned, readCredential } from '../credential.ts'
import { isWithin, timeWindowOf } from '../timeWindow.ts'

/** A signed request to use capabilities. */
export type Invocation = {
  readonly cid: string
  /** DID of the key that signed, without fragment. */
  readonly invoker: string
  readonly capabilities: readonly Capability[]
  /** CIDs of the parent delegations. */
  readonly parents: readonly string[]
  readonly expiresAtMs: number
  /** The invoker's DID or this node's. */
  readonly audience: string
  /** Distinguishes otherwise equal requests. */
  readonly nonce: string | undefined
  readonly facts: readonly JsonValue[]
}

/**
 * Authenticates the invocation in an `Authorization` header. The checks run in this order:
 *
 * 1. the header is present and decodes to a UCAN addressed to its issuer or to this node. Any other audience makes it a
 *    delegation;
 * 2. it is valid now;
 * 3. its issuer signed it;
 * 4. it expires within the maximum lifetime, so that a stolen copy soon becomes useless.
 *
 * @throws {NodeError}
 */
export function authenticateInvocation(
  headers: Headers,
  { nowMs, maxLifetimeMs, nodeId }: { readonly nowMs: number; readonly maxLifetimeMs: number; readonly nodeId: string },
): Invocation {
  const credential = readCredential(headers)
  if (credential.type !== 'ucan') throw new NodeError('header_undecodable')
  const { att, aud, exp, fct = [], iss, nnc, prf } = credential.ucan.payload
  const invoker = principalDid(iss)
  if (aud !== invoker && aud !== nodeId) throw new NodeError('header_undecodable')
  if (!isWithin(timeWindowOf(credential), nowMs)) throw new NodeError('invocation_time')
  if (!isSigned(credential)) throw new NodeError('signature_invalid')

  if (exp * 1_000 > nowMs + maxLifetimeMs) throw new NodeError('invocation_lifetime')
  const capabilities = listCapabilities({ att: canonicalAttenuations(att), prf: [] })
  return {
    cid: credential.cid,
    invoker,
    capabilities,
    parents: prf,
    expiresAtMs: exp * 1_000,
    audience: aud,
    nonce: nnc,
    facts: fct,
  }
}
