import type { WallClock } from '@openkey/protocol'
import { toBase64url } from '../../../domain/base64url.ts'
import type { ProofKey } from '../../../ports/sessionStore.ts'
import { plainRequest } from '../plainRequest.ts'
import type { OutgoingRequest, ProofOfPossession } from '../proofOfPossession.ts'
import { readErrorCode } from '../readResponse.ts'
import type { ProofKeys } from './proofKeys.ts'

export type DpopProofOfPossessionOptions = {
  readonly keys: ProofKeys
  readonly clock: WallClock
  /** URL that anybody may read, whose response carries a nonce. @default the first request is sent without a nonce */
  readonly nonceUrl?: string | undefined
}

/** Without a nonce after this time, the request is sent all the same, in milliseconds. */
const nonceTimeoutMs = 5_000

/** Time for which a nonce is used without asking for another, in milliseconds. */
const freshForMs = 120_000

/** Sessions bound to a key that never leaves this browser (RFC 9449): a token that is carried away opens nothing. */
export function createDpopProofOfPossession(options: DpopProofOfPossessionOptions): ProofOfPossession {
  const { keys, clock, nonceUrl } = options
  /** The endpoint's latest nonce. Every response may renew it. */
  let nonce: string | undefined
  let staleAt = 0

  function keepNonce({ headers }: Response): string | undefined {
    const newest = headers.get('dpop-nonce') ?? undefined
    if (newest) {
      nonce = newest
      staleAt = clock.now() + freshForMs
    }
    return newest
  }

  async function keyFor({ token, opensSession }: OutgoingRequest) {
    if (token === undefined) return opensSession ? keys.currentKey() : undefined
    // Without its key, a session is unusable. The endpoint then rejects it.
    return keys.keyForToken(token) ?? keys.currentKey()
  }

  return {
    async headersFor(request) {
      const key = await keyFor(request)
      if (key === undefined) return {}
      // Without a fresh nonce, the endpoint would reject the request, and browsers report that as an error of the page.
      if (nonceUrl && clock.now() > staleAt) {
        await fetch(nonceUrl, { ...plainRequest, signal: AbortSignal.timeout(nonceTimeoutMs) }).then(
          keepNonce,
          () => {},
        )
      }
      const { method, url, token } = request
      const dpop = await signProof(key, { method, url, token, nonce, now: clock.now() })
      return { dpop, ...(token !== undefined && { authorization: `DPoP ${token}` }) }
    },

    async onResponse(answer) {
      const newest = keepNonce(answer)
      return answer.status === 401 && newest !== undefined && (await readErrorCode(answer)) === 'use_dpop_nonce'
    },

    async bindSession(token, from) {
      const key = from === undefined ? undefined : keys.keyForToken(from)
      keys.bindToToken(token, key ?? (await keys.currentKey()))
    },
  }
}

type ProofClaims = {
  readonly method: string
  readonly url: string
  /** Milliseconds since the epoch. */
  readonly now: number
  /** The token that goes along. */
  readonly token?: string | undefined
  readonly nonce?: string | undefined
}

/** One DPoP proof, a compact JWS good for one request (RFC 9449, 4.2). */
async function signProof(
  { publicKey, privateKey }: ProofKey,
  { method, url, now, token, nonce }: ProofClaims,
): Promise<string> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey)
  const header = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } }
  const claims = {
    jti: crypto.randomUUID(),
    htm: method,
    htu: url.replace(/[?#].*$/, ''),
    iat: Math.floor(now / 1000),
    ...(nonce !== undefined && { nonce }),
    ...(token !== undefined && { ath: toBase64url(await crypto.subtle.digest('SHA-256', ascii(token))) }),
  }
  const signed = [header, claims].map((part) => toBase64url(ascii(JSON.stringify(part)))).join('.')
  const signature = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, ascii(signed))
  return `${signed}.${toBase64url(signature)}`
}

function ascii(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}
