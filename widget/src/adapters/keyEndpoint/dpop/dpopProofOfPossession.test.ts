import { createHash } from 'node:crypto'
import { fakeClock } from '@openkey/protocol/testing'
import { afterEach, describe, expect, test } from 'vitest'
import { serveOnLoopback } from '../../../../server/testing/serveOnLoopback.ts'
import { createHttpKeyEndpoint } from '../httpKeyEndpoint.ts'
import { createDpopProofOfPossession } from './dpopProofOfPossession.ts'
import { createProofKeys, type ProofKeys } from './proofKeys.ts'

const closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

type Proof = {
  readonly header: { readonly jwk: JsonWebKey }
  readonly claims: { readonly jti: string; readonly nonce?: string }
  readonly isValid: boolean
}

/** Reads a proof as a stranger would: by nothing but what it holds. */
async function readProof(text: string): Promise<Proof> {
  const [header, claims] = text.split('.', 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()))
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('jwk', header.jwk, algorithm, false, ['verify'])
  const signature = Buffer.from(text.split('.')[2] ?? '', 'base64url')
  const signed = Buffer.from(text.slice(0, text.lastIndexOf('.')))
  return { header, claims, isValid: await crypto.subtle.verify(algorithm, key, signature, signed) }
}

type Answer = { readonly status?: number; readonly body?: unknown; readonly nonce?: string }

/** An endpoint that gives these answers in turn, and the requests it got. */
async function endpointOf(answers: readonly Answer[], keys: ProofKeys = createProofKeys(), nonces = '') {
  const requests: Request[] = []
  const { url, close } = await serveOnLoopback((request) => {
    const { status = 200, body = null, nonce } = answers[requests.length] ?? {}
    requests.push(request)
    return Response.json(body, { status, ...(nonce && { headers: { 'dpop-nonce': nonce } }) })
  })
  closing.push(close)
  const clock = fakeClock(Date.UTC(2026, 10, 20, 12))
  const proofOfPossession = createDpopProofOfPossession({ keys, clock, nonceUrl: nonces && url + nonces })
  return {
    clock,
    url,
    requests,
    keys,
    proofOfPossession,
    endpoint: createHttpKeyEndpoint({ baseUrl: url, proofOfPossession }),
  }
}

const signIn = { body: { token: 'token-1.abc+/=' } }
const repeatPlease = { status: 401, body: { error: 'Once more', code: 'use_dpop_nonce' }, nonce: 'nonce-1' }
const proofOf = (request: Request | undefined) => readProof(request?.headers.get('dpop') ?? '')

describe('createDpopPossession', () => {
  test('opens a session with a proof, and proves every request of it', async () => {
    const { endpoint, requests, url } = await endpointOf([signIn])
    const token = await endpoint.signInWithEmailCode('ada@example.com', '123456')
    await endpoint.whoAmI(token)
    const [opened, used] = await Promise.all(requests.map(proofOf))
    expect(requests.map(({ headers }) => headers.get('authorization'))).toEqual([null, `DPoP ${token}`])
    expect(opened).toEqual({
      header: {
        typ: 'dpop+jwt',
        alg: 'ES256',
        jwk: { kty: 'EC', crv: 'P-256', x: expect.any(String), y: expect.any(String) },
      },
      claims: {
        jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
        htm: 'POST',
        htu: `${url}/api/auth/sign-in/email-otp`,
        iat: Date.UTC(2026, 10, 20, 12) / 1000,
      },
      isValid: true,
    })
    expect(used).toMatchObject({
      header: opened?.header,
      claims: {
        htm: 'GET',
        htu: `${url}/api/auth/get-session`,
        ath: createHash('sha256').update(token).digest('base64url'),
      },
      isValid: true,
    })
    expect(used?.claims.jti).not.toBe(opened?.claims.jti)
  })

  test('repeats a request once where a nonce is wanted, with a proof of its own', async () => {
    const { endpoint, requests } = await endpointOf([repeatPlease, { ...signIn, nonce: 'nonce-2' }])
    const token = await endpoint.signInWithEmailCode('ada@example.com', '123456')
    await endpoint.whoAmI(token)
    const proofs = await Promise.all(requests.map(proofOf))
    expect(proofs.map(({ claims }) => claims.nonce)).toEqual([undefined, 'nonce-1', 'nonce-2'])
    expect(new Set(proofs.map(({ claims }) => claims.jti)).size).toBe(3)
  })

  test('reads a nonce before the first proof, and again once it is two minutes old', async () => {
    const health = (nonce: string) => ({ body: { status: 'ok' }, nonce })
    const answers = [health('nonce-1'), signIn, signIn, health('nonce-2'), signIn]
    const { endpoint, requests, clock } = await endpointOf(answers, undefined, '/health')
    await endpoint.signInWithEmailCode('ada@example.com', '123456')
    await endpoint.signInWithEmailCode('ada@example.com', '123456')
    clock.advance(120_001)
    await endpoint.signInWithEmailCode('ada@example.com', '123456')
    const seen = requests.map(async (request) => {
      const isHealth = request.url.endsWith('/health')
      return isHealth ? 'health' : (await proofOf(request)).claims.nonce
    })
    expect(await Promise.all(seen)).toEqual(['health', 'nonce-1', 'nonce-1', 'health', 'nonce-2'])
  })

  test('sends the request all the same if no nonce can be read', async () => {
    const { endpoint, requests } = await endpointOf([{ status: 503 }, repeatPlease, signIn], undefined, '/health')
    await endpoint.signInWithEmailCode('ada@example.com', '123456')
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual([
      '/health',
      '/api/auth/sign-in/email-otp',
      '/api/auth/sign-in/email-otp',
    ])
  })

  test('does not repeat a second time, nor for another reason', async () => {
    const stubborn = await endpointOf([repeatPlease, repeatPlease, signIn])
    const refused = await endpointOf([{ ...repeatPlease, body: { code: 'invalid_dpop_proof' } }, signIn])
    for (const { endpoint } of [stubborn, refused]) {
      const attempt = endpoint.signInWithEmailCode('ada@example.com', '123456')
      await expect(attempt).rejects.toMatchObject({
        code: 'key_endpoint_rejected',
        details: { status: 401, field: 'DPoP' },
      })
    }
    expect([stubborn.requests.length, refused.requests.length]).toEqual([2, 1])
  })

  test('ends no session because a proof of it was refused', async () => {
    const { endpoint } = await endpointOf([signIn, { status: 401, body: { code: 'invalid_dpop_proof' } }])
    const token = await endpoint.signInWithEmailCode('ada@example.com', '123456')
    await expect(endpoint.listKeys(token)).rejects.toMatchObject({
      code: 'key_endpoint_rejected',
      details: { field: 'DPoP' },
    })
  })

  test('proves nothing where nothing is at stake', async () => {
    const { endpoint, requests } = await endpointOf([])
    await endpoint.sendEmailCode('ada@example.com')
    expect(requests[0]?.headers.get('dpop')).toBeNull()
  })

  test('S7: has a key that nobody can read', async () => {
    const { endpoint, keys } = await endpointOf([signIn])
    const token = await endpoint.signInWithEmailCode('ada@example.com', '123456')
    const key = keys.keyForToken(token)
    if (key === undefined) throw new Error('The session has no key.')
    for (const format of ['jwk', 'pkcs8'] as const) {
      await expect(crypto.subtle.exportKey(format, key.privateKey)).rejects.toThrow()
    }
  })

  test('keeps the key of a session that goes on under another token', async () => {
    const { endpoint, keys, proofOfPossession } = await endpointOf([signIn])
    const token = await endpoint.signInWithEmailCode('ada@example.com', '123456')
    const other = await createProofKeys().currentKey()
    keys.bindToToken('token-2', other)
    await proofOfPossession.bindSession('token-3', 'token-2')
    expect([keys.keyForToken('token-3'), keys.keyForToken(token)]).toEqual([other, await keys.currentKey()])
  })
})
