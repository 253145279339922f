import { principalDid } from '@openkey/protocol/session'
import { listCapabilities } from '@openkey/protocol/siwe'
import { NodeError } from '../../errors/nodeError.ts'
import { canonicalAttenuations } from '../canonicalAttenuations.ts'
import { readCredential } from '../credential.ts'
import { isSigned } from '../isSigned.ts'
import { isWithin, timeWindowOf } from '../timeWindow.ts'
import type { Invocation } from './invocation.ts'

/**
 * Reads the invocation in an `Authorization` header and verifies what it says of itself. In this order:
 *
 * 1. the header is there and decodes to a UCAN that is addressed to its issuer or to this node: any other delegates;
 * 2. it holds at this moment;
 * 3. its issuer signed it;
 * 4. it does not live longer than this node lets it: a copy of it must be worthless soon.
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
