import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import type { ClaimOnce } from '../database/replayGuard.ts'
import { readPublicBase } from '../http/publicBase.ts'
import type { Possession } from '../sessions/sessionAuth.ts'
import { isSignedByItsKey } from './isSignedByItsKey.ts'
import { jwkThumbprint } from './jwkThumbprint.ts'
import type { Nonces } from './nonces.ts'
import { type DpopProof, parseProof } from './parseProof.ts'
import { nonceRequired, proofRefused } from './proofRefused.ts'

/** Longer than any nonce stays fresh: what is forgotten is refused for its nonce. */
const rememberedMs = 600_000

export type DpopPossessionOptions = {
  readonly nonces: Nonces
  readonly claimOnce: ClaimOnce
  /** Base of the URLs that proofs name. What a request says about its host decides nothing. */
  readonly publicUrl: string
}

/**
 * Sessions bound to a key by one proof for each request (RFC 9449): a token that is carried away opens nothing.
 *
 * Must accept no proof without a nonce of ours that is fresh: that is what makes it recent. `iat` decides nothing
 * (RFC 9449, 4.3 and 11.1), so that a device whose clock is wrong can sign in.
 */
export function createDpopPossession({ nonces, claimOnce, publicUrl }: DpopPossessionOptions): Possession {
  const base = readPublicBase(publicUrl)
  const publicUrlOf = ({ req }: Context) => base.origin + base.path + base.routePath(new URL(req.url).pathname)

  const faultyClaim = (proof: DpopProof, context: Context, bearer: string | undefined): string | undefined => {
    if (proof.htm !== context.req.method) return 'htm'
    if (withoutQuery(proof.htu) !== publicUrlOf(context)) return 'htu'
    if (proof.ath !== (bearer === undefined ? undefined : hashOf(bearer))) return 'ath'
    return undefined
  }

  return {
    scheme: 'DPoP',
    async prove(context, bearer) {
      const proof = parseProof(context.req.header('DPoP') ?? '')
      if (proof === undefined || !isSignedByItsKey(proof)) throw proofRefused()
      const field = faultyClaim(proof, context, bearer)
      if (field !== undefined) throw proofRefused(field)
      if (proof.nonce === undefined || !nonces.isFresh(proof.nonce)) throw nonceRequired()
      const thumbprint = jwkThumbprint(proof.jwk)
      if (!(await claimOnce(`dpop:${thumbprint}.${proof.jti}`, { rememberedMs }))) throw proofRefused('jti')
      return thumbprint
    },
  }
}

/** As RFC 9449 4.3 compares: normalised, without query and fragment. */
function withoutQuery(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined
  const { origin, pathname, username, password } = new URL(text)
  return username === '' && password === '' ? origin + pathname : undefined
}

/** `ath` of RFC 9449, 4.2. */
function hashOf(bearer: string): string {
  return createHash('sha256').update(bearer).digest('base64url')
}
