import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type CeremonyBend, createSoftAuthenticator, type SoftAuthenticator } from '../testing/softAuthenticator.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint, widgetOrigin } from '../testing/testEndpoint.ts'

type Issued = { readonly challengeToken: string }

let endpoint: TestEndpoint
beforeAll(async () => {
  endpoint = await startTestEndpoint()
}, startTimeoutMs)
afterEach(() => endpoint.clock.reset())
afterAll(() => endpoint.close())

const refused = { status: 400, body: { error: 'Passkey not accepted' } }
const post = (path: string, body: object, bearer?: string) =>
  endpoint.call('POST', `/api/passkey/${path}`, { body, ...(bearer !== undefined && { bearer }) })

async function requestOptions() {
  const { body } = await post('generate-authenticate-options', {})
  return body as PublicKeyCredentialRequestOptionsJSON & Issued
}

async function creationOptions(bearer: string) {
  const { body } = await post('generate-register-options', {}, bearer)
  return body as PublicKeyCredentialCreationOptionsJSON & Issued
}

async function register(authenticator: SoftAuthenticator, bearer: string, bend?: CeremonyBend) {
  const options = await creationOptions(bearer)
  const { challengeToken } = options
  return post('verify-registration', { response: authenticator.register(options, bend), challengeToken }, bearer)
}

async function authenticate(authenticator: SoftAuthenticator, bend?: CeremonyBend) {
  const options = await requestOptions()
  const { challengeToken } = options
  return post('verify-authentication', { response: authenticator.authenticate(options, bend), challengeToken })
}

async function registered(email: string) {
  const bearer = await endpoint.signIn(email)
  const authenticator = createSoftAuthenticator({ origin: widgetOrigin })
  const { status } = await register(authenticator, bearer)
  expect(status).toBe(200)
  return { authenticator, bearer }
}

describe('passkeyRoutes', () => {
  test('adds a passkey to a session’s account and signs in with it', async () => {
    const bearer = await endpoint.signIn('ada@example.com')
    const authenticator = createSoftAuthenticator({ origin: widgetOrigin })
    expect(await register(authenticator, bearer)).toMatchObject({ status: 200, body: { sessionToken: bearer } })

    const { status, body } = await authenticate(authenticator)
    const { sessionToken } = body as { sessionToken: string }
    expect(status).toBe(200)
    expect(sessionToken).not.toBe(bearer)
    const who = await endpoint.call('GET', '/api/auth/get-session', { bearer: sessionToken })
    expect(who.body).toMatchObject({ user: { email: 'ada@example.com' } })
  })

  test('asks for user verification and a discoverable credential, and excludes what is registered', async () => {
    const { bearer } = await registered('options@example.com')
    expect(await creationOptions(bearer)).toMatchObject({
      rp: { id: 'openkey.localhost', name: 'OpenKey' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ transports: ['internal'] }],
      challengeToken: expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect(await requestOptions()).toMatchObject({ rpId: 'openkey.localhost', userVerification: 'required' })
  })

  test('accepts an authenticator without a counter', async () => {
    const bearer = await endpoint.signIn('synced@example.com')
    const authenticator = createSoftAuthenticator({ origin: widgetOrigin })
    await register(authenticator, bearer, { counter: 0 })
    expect((await authenticate(authenticator, { counter: 0 })).status).toBe(200)
    expect((await authenticate(authenticator, { counter: 0 })).status).toBe(200)
  })

  test.each(['http://localhost:5173', 'https://app.example'])('accepts a frame on %s', async (topOrigin) => {
    const { authenticator } = await registered(`frame-${topOrigin.length}@example.com`)
    expect((await authenticate(authenticator, { topOrigin })).status).toBe(200)
  })

  test.each<[string, CeremonyBend]>([
    ['another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
    ['another origin', { origin: 'http://localhost:5173' }],
    ['another relying party', { rpId: 'localhost' }],
    ['no user verification', { isUserVerified: false }],
    ['a counter that stands still', { counter: 1 }],
    ['a counter that goes back', { counter: 0 }],
    ['another user’s handle', { userHandle: Buffer.from('somebody').toString('base64url') }],
    ['a frame on plain http', { topOrigin: 'http://app.example' }],
    ['a frame without an origin', { topOrigin: 'null' }],
    ['a frame with a path for an origin', { topOrigin: 'https://app.example/' }],
  ])('refuses an assertion with %s', async (name, bend) => {
    const { authenticator } = await registered(`${name.replace(/\W/g, '-')}@example.com`)
    expect(await authenticate(authenticator, bend)).toMatchObject(refused)
  })

  test('refuses an assertion whose signature is of other bytes', async () => {
    const { authenticator } = await registered('signature@example.com')
    const options = await requestOptions()
    const response = authenticator.authenticate(options)
    const signature = authenticator.authenticate({ ...options, rpId: 'elsewhere' }).response.signature
    const bent = { ...response, response: { ...response.response, signature } }
    const answer = await post('verify-authentication', { response: bent, challengeToken: options.challengeToken })
    expect(answer).toMatchObject(refused)
  })

  test('refuses a credential that nobody registered', async () => {
    const stranger = createSoftAuthenticator({ origin: widgetOrigin })
    expect(await authenticate(stranger)).toMatchObject(refused)
  })

  test('refuses a challenge token that was used', async () => {
    const { authenticator } = await registered('replay@example.com')
    const options = await requestOptions()
    const { challengeToken } = options
    const first = { response: authenticator.authenticate(options), challengeToken }
    expect((await post('verify-authentication', first)).status).toBe(200)
    const again = { response: authenticator.authenticate(options), challengeToken }
    expect(await post('verify-authentication', again)).toMatchObject({
      status: 400,
      body: { error: 'Challenge token not found or expired' },
    })
  })

  test('spends a challenge token on a failed ceremony too', async () => {
    const { authenticator } = await registered('spent@example.com')
    const options = await requestOptions()
    const { challengeToken } = options
    const bad = authenticator.authenticate(options, { isUserVerified: false })
    expect(await post('verify-authentication', { response: bad, challengeToken })).toMatchObject(refused)
    const good = authenticator.authenticate(options)
    expect((await post('verify-authentication', { response: good, challengeToken })).status).toBe(400)
  })

  test('lets exactly one of two uses of a challenge token through', async () => {
    const { authenticator } = await registered('race@example.com')
    const options = await requestOptions()
    const { challengeToken } = options
    const answers = await Promise.all(
      [1, 2].map(() =>
        post('verify-authentication', { response: authenticator.authenticate(options), challengeToken }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
  })

  test('refuses a challenge token after five minutes', async () => {
    const { authenticator } = await registered('late@example.com')
    const options = await requestOptions()
    endpoint.clock.advance(300_001)
    const body = { response: authenticator.authenticate(options), challengeToken: options.challengeToken }
    expect(await post('verify-authentication', body)).toMatchObject({
      status: 400,
      body: { error: 'Challenge token expired' },
    })
  })

  test('names a challenge token that is missing', async () => {
    const { authenticator } = await registered('missing@example.com')
    const response = authenticator.authenticate(await requestOptions())
    expect(await post('verify-authentication', { response })).toMatchObject({
      status: 400,
      body: { error: 'challengeToken is required' },
    })
  })

  test('refuses a registration without a session', async () => {
    expect(await post('generate-register-options', {})).toMatchObject({ status: 401, body: { error: 'Unauthorized' } })
    const bearer = await endpoint.signIn('anonymous@example.com')
    const options = await creationOptions(bearer)
    const response = createSoftAuthenticator({ origin: widgetOrigin }).register(options)
    const { challengeToken } = options
    expect((await post('verify-registration', { response, challengeToken })).status).toBe(401)
  })

  test('refuses to finish a registration that another user began', async () => {
    const options = await creationOptions(await endpoint.signIn('begins@example.com'))
    const response = createSoftAuthenticator({ origin: widgetOrigin }).register(options)
    const other = await endpoint.signIn('finishes@example.com')
    const { challengeToken } = options
    expect(await post('verify-registration', { response, challengeToken }, other)).toMatchObject({
      status: 400,
      body: { error: 'Challenge token not found or expired' },
    })
  })

  test('refuses a registration’s challenge token for a sign-in', async () => {
    const { authenticator, bearer } = await registered('crossed@example.com')
    const { challenge, challengeToken } = await creationOptions(bearer)
    const response = authenticator.authenticate({ challenge, rpId: 'openkey.localhost' })
    expect((await post('verify-authentication', { response, challengeToken })).status).toBe(400)
  })

  test('refuses a credential that another user has registered', async () => {
    const { authenticator } = await registered('owner@example.com')
    const thief = await endpoint.signIn('thief@example.com')
    expect(await register(authenticator, thief)).toMatchObject(refused)
    const { body } = await authenticate(authenticator, {})
    expect(body).toEqual({ error: 'Passkey not accepted' })
  })

  test.each<[string, CeremonyBend]>([
    ['another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
    ['another origin', { origin: 'https://evil.example' }],
    ['another relying party', { rpId: 'localhost' }],
    ['no user verification', { isUserVerified: false }],
    ['a frame on plain http', { topOrigin: 'http://app.example' }],
  ])('refuses a registration with %s', async (name, bend) => {
    const bearer = await endpoint.signIn(`r-${name.replace(/\W/g, '-')}@example.com`)
    expect(await register(createSoftAuthenticator({ origin: widgetOrigin }), bearer, bend)).toMatchObject(refused)
  })

  test('binds a session opened in a frame to the page around it', async () => {
    const { authenticator } = await registered('bound@example.com')
    const { body } = await authenticate(authenticator, { topOrigin: 'https://app.example' })
    const { sessionToken: bearer } = body as { sessionToken: string }
    const { body: list } = await endpoint.call('GET', '/api/keys', { bearer })
    const { keys } = list as { keys: [{ id: string }] }
    const sign = (message: string) =>
      endpoint.call('POST', `/api/keys/${keys[0].id}/sign`, { bearer, body: { message } })
    expect(await sign('plain text')).toMatchObject({
      status: 403,
      body: { error: 'This session signs for app.example only' },
    })
  })
})
