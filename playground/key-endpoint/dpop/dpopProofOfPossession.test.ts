import { Hono } from 'hono'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { handleError } from '../http/httpError.ts'
import { createDpopKey, type DpopKey, type ProofOptions } from '../testing/dpopKey.ts'
import { createPasskeyClient } from '../testing/passkeyClient.ts'
import { plainMessage } from '../testing/signInMessage.ts'
import { approveMessage, createSoftAuthenticator } from '../testing/softAuthenticator.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { publicUrl, startTestEndpoint, type TestEndpoint, widgetOrigin } from '../testing/testEndpoint.ts'
import { createDpopProofOfPossession } from './dpopProofOfPossession.ts'

let endpoint: TestEndpoint
let key: DpopKey
let bearer: string
beforeAll(async () => {
  endpoint = await startTestEndpoint({ dpop: 'required' })
  key = createDpopKey()
  bearer = await signIn('ada@example.com', key)
}, startTimeoutMs)
afterEach(() => endpoint.clock.reset())
afterAll(() => endpoint.close())

const sendCode = (email: string) =>
  endpoint.call('POST', '/api/auth/email-otp/send-verification-otp', { body: { email, type: 'sign-in' } })
const currentNonce = async () => (await sendCode('nonce@example.com')).headers.get('dpop-nonce') ?? ''
const iat = () => endpoint.clock.now() / 1000

async function signIn(email: string, by: DpopKey) {
  const path = '/api/auth/sign-in/email-otp'
  const nonce = (await sendCode(email)).headers.get('dpop-nonce') ?? ''
  const headers = { dpop: by.prove({ method: 'POST', path, nonce }) }
  const body = { email, otp: await endpoint.codeFor(email) }
  return (await endpoint.call('POST', path, { headers, body })).headers.get('set-auth-token') ?? ''
}

type ProofOverrides = Partial<ProofOptions> & {
  readonly by?: DpopKey
  readonly authorization?: string
  readonly url?: string
}

async function listKeys({ by = key, authorization, url = '/api/keys', ...overrides }: ProofOverrides = {}) {
  const request = { method: 'GET', path: '/api/keys', nonce: await currentNonce(), bearer, iat: iat() }
  const dpop = by.prove({ ...request, ...overrides })
  return endpoint.call('GET', url, { headers: { authorization: authorization ?? `DPoP ${bearer}`, dpop } })
}

const invalid = (field?: string) => ({
  status: 401,
  body: { error: 'DPoP proof not accepted', code: 'invalid_dpop_proof', ...(field !== undefined && { field }) },
})

describe('createDpopProofOfPossession', () => {
  test('accepts the key that signed in', async () => {
    expect(await listKeys()).toMatchObject({ status: 200, body: { keys: [{ label: 'Key 0' }] } })
  })

  test('S7: rejects a stolen token with another key', async () => {
    expect(await listKeys({ by: createDpopKey() })).toMatchObject({ status: 401, body: { error: 'Unauthorized' } })
  })

  test('S7: rejects a stolen token as a plain bearer', async () => {
    const plain = await endpoint.call('GET', '/api/keys', { bearer })
    expect(plain).toMatchObject({ status: 401, body: { error: 'Unauthorized' } })
    expect(await listKeys({ authorization: `Bearer ${bearer}` })).toMatchObject({ status: 401 })
  })

  test('S7: signs nothing for a stolen token, and reveals nothing about its session', async () => {
    const { body } = await listKeys()
    const { keys } = body as { keys: [{ id: string }] }
    const thief = createDpopKey()
    const path = `/api/keys/${keys[0].id}/sign`
    const proof = { method: 'POST', path, nonce: await currentNonce(), bearer }
    const headers = { authorization: `DPoP ${bearer}`, dpop: thief.prove(proof) }
    expect((await endpoint.call('POST', path, { headers, body: { message: 'x' } })).status).toBe(401)
    const who = { ...proof, method: 'GET', path: '/api/auth/get-session' }
    const asked = { authorization: `DPoP ${bearer}`, dpop: thief.prove(who) }
    expect((await endpoint.call('GET', '/api/auth/get-session', { headers: asked })).body).toBeNull()
  })

  test('rejects a used proof', async () => {
    const jti = 'the-very-same-proof'
    expect((await listKeys({ claims: { jti } })).status).toBe(200)
    expect(await listKeys({ claims: { jti } })).toMatchObject(invalid('jti'))
  })

  test('accepts a proof once when it is sent twice concurrently', async () => {
    const overrides = { claims: { jti: 'a-proof-used-twice-at-once' } }
    const responses = await Promise.all([listKeys(overrides), listKeys(overrides)])
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 401])
  })

  test.each<[string, ProofOverrides]>([
    ['htm', { method: 'POST' }],
    ['htu', { path: '/api/keys/generate' }],
    ['htu', { claims: { htu: 'https://evil.example/api/keys' } }],
    ['htu', { claims: { htu: `http://user@${new URL(publicUrl).host}/api/keys` } }],
    ['htu', { claims: { htu: 'nowhere' } }],
    ['htu', { claims: { htu: 'http://127.0.0.1:5176/api/keys' } }],
    ['htu', { claims: { htu: 'https://127.0.0.1:5175/api/keys' } }],
    ['ath', { bearer: 'another token' }],
    ['ath', { claims: { ath: undefined } }],
  ])('rejects a proof and reports its %s (%#)', async (field, overrides) => {
    expect(await listKeys(overrides)).toMatchObject(invalid(field))
  })

  test.each<[string, ProofOverrides]>([
    ['query and fragment', { url: '/api/keys?archived=true', claims: { htu: `${publicUrl}/api/keys?a#b` } }],
    ['a host in upper case', { claims: { htu: `${publicUrl.toUpperCase().replace('HTTP', 'http')}/api/keys` } }],
    ['another name of this machine', { claims: { htu: 'http://127.0.0.1:5175/api/keys' } }],
    ['a clock one day behind', { iat: Date.now() / 1000 - 86_400 }],
    ['a clock one year ahead', { iat: Date.now() / 1000 + 31_536_000 }],
    ['a clock at zero', { iat: 0 }],
  ])('accepts %s', async (_, overrides) => {
    expect((await listKeys(overrides)).status).toBe(200)
  })

  test('compares htu with the public URL, not with the host of the request', async () => {
    const proof = { method: 'GET', path: '/api/keys', nonce: await currentNonce(), bearer }
    const request = (host: string, claims: object) =>
      endpoint.fetch(
        new Request(`http://${host}/api/keys`, {
          headers: { origin: widgetOrigin, authorization: `DPoP ${bearer}`, dpop: key.prove({ ...proof, claims }) },
        }),
      )
    expect((await request('10.0.0.7:3001', {})).status).toBe(200)
    expect((await request('evil.example', { htu: 'http://evil.example/api/keys' })).status).toBe(401)
  })

  test('S7: confuses no names of this machine with an endpoint on the web', async () => {
    const hosted = createDpopProofOfPossession({
      nonces: { current: () => 'nonce', isFresh: () => true },
      replayGuard: { consume: async () => true },
      publicUrl: 'https://api.openkey.example',
    })
    const app = new Hono()
      .onError(handleError({ log: () => {} }))
      .get('/api/keys', async (context) => context.json(await hosted.verifyProof(context, undefined)))
    const statusOf = async (origin: string) => {
      const htu = `${origin}/api/keys`
      const dpop = key.prove({ method: 'GET', path: '/api/keys', nonce: 'nonce', claims: { htu } })
      return (await app.request('/api/keys', { headers: { dpop } })).status
    }
    expect(await statusOf('https://api.openkey.example')).toBe(200)
    for (const name of ['localhost', '127.0.0.1', 'api.openkey.localhost']) {
      expect(await statusOf(`https://${name}`)).toBe(401)
    }
  })

  test('rejects a call without a proof', async () => {
    const { status, body, headers } = await endpoint.call('GET', '/api/keys', {
      headers: { authorization: `DPoP ${bearer}` },
    })
    expect({ status, body }).toEqual(invalid())
    expect(headers.get('www-authenticate')).toBe('DPoP error="invalid_dpop_proof", algs="ES256"')
  })

  test.each([
    ['none', undefined],
    ['a made-up', 'made-up'],
  ])('requires its nonce for a proof with %s one, and accepts the proof with it', async (_, nonce) => {
    const { status, body, headers } = await listKeys({ nonce })
    expect({ status, body }).toEqual({
      status: 401,
      body: { error: 'A DPoP proof with this endpoint’s nonce is required', code: 'use_dpop_nonce' },
    })
    expect(headers.get('www-authenticate')).toBe('DPoP error="use_dpop_nonce", algs="ES256"')
    expect((await listKeys({ nonce: headers.get('dpop-nonce') ?? '' })).status).toBe(200)
  })

  test.each([
    ['the old time', 0],
    ['the current time', 300],
    ['a time one day ahead', 86_400],
  ])('requires another nonce once it has expired, for a proof with %s', async (_, aheadSeconds) => {
    const nonce = await currentNonce()
    const then = iat()
    endpoint.clock.advance(300_000)
    expect(await listKeys({ nonce, iat: then + aheadSeconds })).toMatchObject({
      status: 401,
      body: { code: 'use_dpop_nonce' },
    })
  })

  test('accepts a proof once, whatever its iat', async () => {
    const jti = 'a-proof-of-another-day'
    expect((await listKeys({ claims: { jti }, iat: 0 })).status).toBe(200)
    expect(await listKeys({ claims: { jti }, iat: iat() })).toMatchObject(invalid('jti'))
  })

  test('accepts a proof once while its nonce is fresh', async () => {
    const nonce = await currentNonce()
    const proof = { nonce, claims: { jti: 'a-proof-kept-for-later' } }
    expect((await listKeys(proof)).status).toBe(200)
    endpoint.clock.advance(149_000)
    expect(await listKeys(proof)).toMatchObject(invalid('jti'))
  })

  test('rejects a sign-in by code without a proof, and leaves the code usable', async () => {
    await sendCode('bare@example.com')
    const body = { email: 'bare@example.com', otp: await endpoint.codeFor('bare@example.com') }
    expect(await endpoint.call('POST', '/api/auth/sign-in/email-otp', { body })).toMatchObject(invalid())
    expect(await signIn('bare@example.com', createDpopKey())).not.toBe('')
  })

  test('binds a session that a passkey opens, by sign-in or approval', async () => {
    const authenticator = createSoftAuthenticator({ origin: widgetOrigin })
    const prove = async (path: string, by: DpopKey, token?: string) => ({
      ...(token !== undefined && { authorization: `DPoP ${token}` }),
      dpop: by.prove({ method: 'POST', path, nonce: await currentNonce(), ...(token && { bearer: token }) }),
    })
    const post = async (name: string, by: DpopKey, body: object, token?: string) => {
      const path = `/api/passkey/${name}`
      return endpoint.call('POST', path, { body, headers: await prove(path, by, token) })
    }
    const creation = (await post('generate-register-options', key, {}, bearer)).body as never
    const { challengeToken } = creation as { challengeToken: string }
    await post('verify-registration', key, { response: authenticator.register(creation), challengeToken }, bearer)

    const request = await createPasskeyClient(endpoint).requestOptions()
    const assertion = { response: authenticator.authenticate(request), challengeToken: request.challengeToken }
    expect(await endpoint.call('POST', '/api/passkey/verify-authentication', { body: assertion })).toMatchObject(
      invalid(),
    )

    const another = createDpopKey()
    const { body } = await post('verify-authentication', another, assertion)
    const { sessionToken } = body as { sessionToken: string }
    expect((await listKeys({ by: another, bearer: sessionToken, authorization: `DPoP ${sessionToken}` })).status).toBe(
      200,
    )
    expect((await listKeys({ by: key, bearer: sessionToken, authorization: `DPoP ${sessionToken}` })).status).toBe(401)

    const listed = (await listKeys()).body as { keys: [{ id: string }] }
    const path = `/api/keys/${listed.keys[0].id}/sign`
    const message = plainMessage()
    const approved = { message, approval: approveMessage(authenticator, message) }
    expect(await endpoint.call('POST', path, { body: approved })).toMatchObject(invalid())
    const signed = await endpoint.call('POST', path, { body: approved, headers: await prove(path, another) })
    const { sessionToken: opened } = signed.body as { sessionToken: string }
    expect((await listKeys({ by: another, bearer: opened, authorization: `DPoP ${opened}` })).status).toBe(200)
    expect((await listKeys({ by: key, bearer: opened, authorization: `DPoP ${opened}` })).status).toBe(401)
  })

  test('signs out of a bound session only with its key', async () => {
    const mine = createDpopKey()
    const token = await signIn('leaving@example.com', mine)
    const signOut = async (by: DpopKey) => {
      const path = '/api/auth/sign-out'
      const dpop = by.prove({ method: 'POST', path, nonce: await currentNonce(), bearer: token })
      return endpoint.call('POST', path, { body: {}, headers: { authorization: `DPoP ${token}`, dpop } })
    }
    const isAlive = async () =>
      (await listKeys({ by: mine, bearer: token, authorization: `DPoP ${token}` })).status === 200
    await signOut(createDpopKey())
    expect(await isAlive()).toBe(true)
    await signOut(mine)
    expect(await isAlive()).toBe(false)
  })

  test('lists its headers for CORS', async () => {
    const preflight = { headers: { 'access-control-request-method': 'GET' } }
    const { headers } = await endpoint.call('OPTIONS', '/api/keys', preflight)
    expect(headers.get('access-control-allow-headers')).toBe('Authorization,Content-Type,DPoP')
    const response = await listKeys()
    expect(response.headers.get('access-control-expose-headers')).toContain('DPoP-Nonce')
  })

  test('sends no nonce and ignores proofs when it is off', async () => {
    const off = await startTestEndpoint()
    const token = await off.signIn('ada@example.com')
    const plain = await off.call('GET', '/api/keys', { bearer: token, headers: { dpop: 'whatever' } })
    expect(plain.status).toBe(200)
    expect(plain.headers.get('dpop-nonce')).toBeNull()
    const proof = key.prove({ method: 'GET', path: '/api/keys', bearer: token })
    const headers = { authorization: `DPoP ${token}`, dpop: proof }
    expect((await off.call('GET', '/api/keys', { headers })).status).toBe(401)
    await off.close()
  })
})
