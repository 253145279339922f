import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { ReplayGuard } from '../database/replayGuard.ts'
import { HttpError } from '../http/httpError.ts'
import { readPublicBase } from '../http/publicBase.ts'
import type { ProofOfPossession } from '../sessions/proofOfPossession.ts'
import type { Nonces } from './nonces.ts'
import { type DpopProof, verifyProof } from './verifyProof.ts'

/** Longer than any nonce stays fresh, so that a forgotten proof is rejected for its nonce. */
const retentionMs = 600_000

export type DpopOptions = {
  readonly nonces: Nonces
  readonly replayGuard: ReplayGuard
  /** Base of the URLs in proofs. The `Host` header of a request is ignored. */
  readonly publicUrl: string
}

/**
 * Binds sessions to a key that signs a proof for each request (RFC 9449), so that a stolen token is useless.
 *
 * A proof must carry a fresh nonce of this endpoint, which shows that it is recent. `iat` is ignored (RFC 9449, 4.3 and
 * 11.1), so that a device with a wrong clock can sign in.
 */
export function createDpopProofOfPossession({ nonces, replayGuard, publicUrl }: DpopOptions): ProofOfPossession {
  const base = readPublicBase(publicUrl)
  const publicUrlOf = ({ req }: Context) => base.origin + base.path + base.routePath(new URL(req.url).pathname)

  const findInvalidClaim = (proof: DpopProof, context: Context, bearer: string | undefined): string | undefined => {
    if (proof.htm !== context.req.method) return 'htm'
    if (withoutQuery(proof.htu) !== publicUrlOf(context)) return 'htu'
    if (proof.ath !== (bearer === undefined ? undefined : hashOf(bearer))) return 'ath'
    return undefined
  }

  return {
    scheme: 'DPoP',
    async verifyProof(context, bearer) {
      const proof = await verifyProof(context.req.header('DPoP') ?? '')
      if (proof === undefined) throw invalidProof()
      const claim = findInvalidClaim(proof, context, bearer)
      if (claim !== undefined) throw invalidProof(claim)
      if (proof.nonce === undefined || !nonces.isFresh(proof.nonce)) throw nonceRequired()
      const isFirst = await replayGuard.consume(`dpop:${proof.thumbprint}.${proof.jti}`, { retentionMs })
      if (!isFirst) throw invalidProof('jti')
      return proof.thumbprint
    },
  }
}

/** Normalises a URL as RFC 9449, 4.3 requires: without query and fragment. */
function withoutQuery(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { origin, pathname, username, password } = new URL(text)
  return username === '' && password === '' ? origin + pathname : undefined
}

/** `ath` of RFC 9449, 4.2. */
function hashOf(bearer: string): string {
  return createHash('sha256').update(bearer).digest('base64url')
}

/** The client must retry with the nonce in `DPoP-Nonce` (RFC 9449, 8). */
function nonceRequired(): HttpError {
  return unauthorized('use_dpop_nonce', 'A DPoP proof with this endpoint’s nonce is required')
}

/** @param claim the invalid claim; without it, the proof is missing, malformed or not signed by its key */
function invalidProof(claim?: string): HttpError {
  return unauthorized('invalid_dpop_proof', 'DPoP proof not accepted', claim)
}

function unauthorized(code: string, message: string, field?: string): HttpError {
  return new HttpError(401, message, {
    code,
    ...(field !== undefined && { field }),
    headers: { 'WWW-Authenticate': `DPoP error="${code}", algs="ES256"` },
  })
}
