import { createHash, verify } from 'node:crypto'
import { isLoopback } from '@openkey/protocol'
import { decodeBase64url } from '@openkey/protocol/session'
import type { Context } from 'hono'
import * as z from 'zod'
import type { ReplayGuard } from '../database/replayGuard.ts'
import { HttpError, type HttpErrorDetails } from '../http/httpError.ts'
import { readPublicBase } from '../http/publicBase.ts'
import type { Nonces } from './nonces.ts'
import { createPublicKeys } from './publicKeys.ts'

/** Longer than any nonce stays fresh, so that a forgotten proof is rejected for its nonce. */
const retentionMs = 600_000

export type DpopOptions = {
  readonly nonces: Nonces
  readonly replayGuard: ReplayGuard
  /** Base of the URLs in proofs. The `Host` header of a request is ignored. */
  readonly publicUrl: string
}

/** Proofs by a key, which always have a thumbprint. */
export type DpopProofOfPossession = {
  readonly scheme: 'DPoP'
  readonly verifyProof: (context: Context, bearer: string | undefined) => Promise<string>
}

/**
 * Binds tokens to a key that signs a proof for each request (RFC 9449), so that a stolen token is useless.
 *
 * A proof must carry a fresh nonce of this endpoint, which shows that it is recent. `iat` is ignored (RFC 9449, 4.3 and
 * 11.1), so that a device with a wrong clock can sign in.
 */
export function createDpopProofOfPossession({ nonces, replayGuard, publicUrl }: DpopOptions): DpopProofOfPossession {
  const base = readPublicBase(publicUrl)
  const keys = createPublicKeys()
  const publicUrlOf = ({ req }: Context) => base.origin + base.path + base.routePath(new URL(req.url).pathname)

  const findInvalidClaim = (proof: DpopProof, context: Context, bearer: string | undefined): string | undefined => {
    if (proof.htm !== context.req.method) return 'htm'
    if (!isSameUrl(proof.htu, publicUrlOf(context))) return 'htu'
    if (proof.ath !== (bearer === undefined ? undefined : hashOf(bearer))) return 'ath'
    return undefined
  }

  return {
    scheme: 'DPoP',
    async verifyProof(context, bearer) {
      const proof = await verifyProof(context.req.header('DPoP') ?? '', keys)
      if (proof === undefined) throw invalidProof()
      const claim = findInvalidClaim(proof, context, bearer)
      if (claim !== undefined) throw invalidProof(claim)
      if (proof.nonce === undefined || !nonces.isFresh(proof.nonce)) throw nonceRequired(nonces.current())
      const isFirst = await replayGuard.consume(`dpop:${proof.thumbprint}.${proof.jti}`, { retentionMs })
      if (!isFirst) throw invalidProof('jti')
      return proof.thumbprint
    },
  }
}

/** Compares URLs as RFC 9449, 4.3 requires: without query and fragment. */
function isSameUrl(text: string, expected: string): boolean {
  if (text === expected) return true
  if (!URL.canParse(text)) return false
  const [url, wanted] = [withoutQuery(text), withoutQuery(expected)]
  if (url.username !== '' || url.password !== '') return false
  // A program may call this machine by its address, because names below localhost resolve in browsers only.
  if (isLoopback(url.hostname) && isLoopback(wanted.hostname)) url.hostname = wanted.hostname
  return url.href === wanted.href
}

function withoutQuery(text: string): URL {
  const url = new URL(text)
  url.search = ''
  url.hash = ''
  return url
}

/** `ath` of RFC 9449, 4.2. */
function hashOf(bearer: string): string {
  return createHash('sha256').update(bearer).digest('base64url')
}

/** The client must retry with the nonce in `DPoP-Nonce` (RFC 9449, 8). */
function nonceRequired(nonce: string): HttpError {
  const message = 'A DPoP proof with this endpoint’s nonce is required'
  return unauthorized('use_dpop_nonce', message, { headers: { 'DPoP-Nonce': nonce } })
}

/**
 * The proof does not open what was asked for.
 * @param claim the invalid claim; without it, the proof is missing, malformed, or not signed by the expected key
 */
export function invalidProof(claim?: string): HttpError {
  return unauthorized('invalid_dpop_proof', 'DPoP proof not accepted', claim === undefined ? {} : { field: claim })
}

function unauthorized(code: string, message: string, { headers, ...details }: HttpErrorDetails): HttpError {
  const challenge = { 'WWW-Authenticate': `DPoP error="${code}", algs="ES256"` }
  return new HttpError(401, message, { code, ...details, headers: { ...challenge, ...headers } })
}

const maxProofLength = 4096
const coordinate = z.string().refine((text) => decodeBase64url(text)?.length === 32)

/** A strict object, because a proof must not contain a private key (RFC 9449, 4.3). */
const publicJwk = z.strictObject({ kty: z.literal('EC'), crv: z.literal('P-256'), x: coordinate, y: coordinate })

/** Rejects every `crit`, because no extension is supported (RFC 7515, 4.1.11). */
const header = z.looseObject({
  typ: z.literal('dpop+jwt'),
  alg: z.literal('ES256'),
  jwk: publicJwk,
  crit: z.undefined().optional(),
})
const claims = z.looseObject({
  jti: z.string().regex(/^[\x21-\x7e]{16,128}$/),
  htm: z.string(),
  htu: z.string(),
  iat: z.number(),
  nonce: z.string().optional(),
  ath: z.string().optional(),
})

/** The claims of a DPoP proof (RFC 9449, 4.2) whose signature is valid. */
type DpopProof = z.output<typeof claims> & {
  /** Thumbprint of the key that signed the proof (RFC 7638). */
  readonly thumbprint: string
}

/**
 * Verifies the format of a DPoP proof and its ES256 signature by the key in its header. The caller checks the claims.
 * @param text value of the `DPoP` header
 * @param keys @default keys that are forgotten afterwards
 * @returns `undefined` for anything but one valid proof
 */
export async function verifyProof(text: string, keys = createPublicKeys()): Promise<DpopProof | undefined> {
  const parts = text.length > maxProofLength ? undefined : readParts(text)
  if (parts === undefined) return undefined
  try {
    const { jwk } = header.parse(readJson(parts.header))
    const { key, thumbprint } = await keys.read(jwk)
    // A signature is r and s (RFC 7518, 3.4). Without `dsaEncoding`, Node.js would expect DER.
    const isSigned = verify('sha256', Buffer.from(parts.signed), { key, dsaEncoding: 'ieee-p1363' }, parts.signature)
    return isSigned ? { ...claims.parse(readJson(parts.claims)), thumbprint } : undefined
  } catch {
    return undefined
  }
}

type Parts = {
  readonly header: Uint8Array
  readonly claims: Uint8Array
  readonly signature: Uint8Array
  /** The text that is signed. */
  readonly signed: string
}

/** Reads three parts in canonical base64url: a decoder may ignore padding, white space and surplus bits. */
function readParts(text: string): Parts | undefined {
  const [first = '', second = '', third = '', ...others] = text.split('.')
  const [header, claims, signature] = [first, second, third].map(decodeBase64url)
  if (header === undefined || claims === undefined || signature?.length !== 64 || others.length > 0) return undefined
  return { header, claims, signature, signed: `${first}.${second}` }
}

function readJson(bytes: Uint8Array): unknown {
  return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
}
