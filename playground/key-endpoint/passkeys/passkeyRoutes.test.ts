import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createPasskeyClient, type PasskeyClient } from '../testing/passkeyClient.ts'
import { type CeremonyOverrides, createSoftAuthenticator } from '../testing/softAuthenticator.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint, widgetOrigin } from '../testing/testEndpoint.ts'

let endpoint: TestEndpoint
let client: PasskeyClient
beforeAll(async () => {
  endpoint = await startTestEndpoint()
  client = createPasskeyClient(endpoint)
}, startTimeoutMs)
afterEach(() => endpoint.clock.reset())
afterAll(() => endpoint.close())

const refusedWith = (error: string) => ({ status: 400, body: { error } })
const refused = refusedWith('Passkey not accepted')
describe('passkeyRoutes', () => {
  test('registers a passkey and signs in with it', async () => {
    const bearer = await endpoint.signIn('ada@example.com')
    const authenticator = createSoftAuthenticator({ origin: widgetOrigin })
    expect(await client.register(authenticator, bearer)).toMatchObject({ status: 200, body: { sessionToken: bearer } })

    const { status, body } = await client.authenticate(authenticator)
    const { sessionToken } = body as { sessionToken: string }
    expect(status).toBe(200)
    expect(sessionToken).not.toBe(bearer)
    const who = await endpoint.call('GET', '/api/auth/get-session', { bearer: sessionToken })
    expect(who.body).toMatchObject({ user: { email: 'ada@example.com' } })
  })

  test('returns session and user in the format of the hosted API', async () => {
    const { authenticator } = await client.registered('told@example.com')
    const { body } = await client.authenticate(authenticator)
    const { session, user, sessionToken } = body as { session: object; user: object; sessionToken: string }
    const who = await endpoint.call('GET', '/api/auth/get-session', { bearer: sessionToken })
    expect({ session, user }).toEqual(who.body)
    expect(session).toMatchObject({ token: sessionToken, expiresAt: expect.stringMatching(/Z$/) })
    expect(user).toMatchObject({ email: 'told@example.com', emailVerified: true })
    expect(JSON.stringify(body)).not.toMatch(/topOrigin|dpopThumbprint|openedOn/)
  })

  test('starts a ceremony for a request without a body', async () => {
    const bearer = await endpoint.signIn('bodiless@example.com')
    for (const path of ['generate-authenticate-options', 'generate-register-options']) {
      const answer = await endpoint.call('POST', `/api/passkey/${path}`, { bearer })
      expect(answer).toMatchObject({ status: 200, body: { challengeToken: expect.any(String) } })
    }
  })

  test.each<[string, object]>([
    ['null for the user handle', { userHandle: null }],
    ['an empty user handle', { userHandle: '' }],
  ])('accepts the assertion of a password manager with %s', async (_, members) => {
    const { authenticator } = await client.registered('manager@example.com')
    const options = await client.requestOptions()
    const { clientExtensionResults: __, ...assertion } = authenticator.authenticate(options)
    const response = { ...assertion, response: { ...assertion.response, ...members } }
    const answer = await client.post('verify-authentication', { response, challengeToken: options.challengeToken })
    expect(answer).toMatchObject({ status: 200, body: { user: { email: 'manager@example.com' } } })
  })

  test('accepts the attestation of a password manager with null transports', async () => {
    const bearer = await endpoint.signIn('transports@example.com')
    const authenticator = createSoftAuthenticator({ origin: widgetOrigin })
    const options = await client.creationOptions(bearer)
    const { clientExtensionResults: _, ...attestation } = authenticator.register(options)
    const response = { ...attestation, response: { ...attestation.response, transports: null } }
    const body = { response, challengeToken: options.challengeToken }
    expect((await client.post('verify-registration', body, bearer)).status).toBe(200)
    expect((await client.authenticate(authenticator)).status).toBe(200)
  })

  test.each<[string, object]>([
    ['a signature that is null', { signature: null }],
    ['a user handle of another type', { userHandle: 7 }],
    ['a user handle that is not base64url', { userHandle: 'a b' }],
  ])('rejects an assertion with %s', async (_, members) => {
    const { authenticator } = await client.registered('manager@example.com')
    const options = await client.requestOptions()
    const assertion = authenticator.authenticate(options)
    const response = { ...assertion, response: { ...assertion.response, ...members } }
    const { challengeToken } = options
    expect((await client.post('verify-authentication', { response, challengeToken })).status).toBe(400)
  })

  test('requires user verification and a discoverable credential, and excludes registered ones', async () => {
    const { bearer } = await client.registered('options@example.com')
    expect(await client.creationOptions(bearer)).toMatchObject({
      rp: { id: 'openkey.localhost', name: 'OpenKey' },
      attestation: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      excludeCredentials: [{ transports: ['internal'] }],
      challengeToken: expect.stringMatching(/^[\w-]{43}\.\w+\.[\w-]{43}$/),
    })
    expect(await client.requestOptions()).toMatchObject({ rpId: 'openkey.localhost', userVerification: 'required' })
  })

  test('accepts an authenticator without a counter', async () => {
    const bearer = await endpoint.signIn('synced@example.com')
    const authenticator = createSoftAuthenticator({ origin: widgetOrigin })
    await client.register(authenticator, bearer, { counter: 0 })
    expect((await client.authenticate(authenticator, { counter: 0 })).status).toBe(200)
    expect((await client.authenticate(authenticator, { counter: 0 })).status).toBe(200)
  })

  test.each(['http://localhost:5173', 'https://app.example'])('accepts a frame on %s', async (topOrigin) => {
    const { authenticator } = await client.registered(`frame-${topOrigin.length}@example.com`)
    expect((await client.authenticate(authenticator, { topOrigin })).status).toBe(200)
  })

  test.each<[string, CeremonyOverrides]>([
    ['another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
    ['another origin', { origin: 'http://localhost:5173' }],
    ['another relying relyingParty', { rpId: 'localhost' }],
    ['no user verification', { isUserVerified: false }],
    ['a counter that does not increase', { counter: 1 }],
    ['a counter that goes back', { counter: 0 }],
    ['another user’s handle', { userHandle: Buffer.from('somebody').toString('base64url') }],
    ['a frame on plain http', { topOrigin: 'http://app.example' }],
    ['a frame without an origin', { topOrigin: 'null' }],
    ['a frame with a path for an origin', { topOrigin: 'https://app.example/' }],
  ])('rejects an assertion with %s', async (name, overrides) => {
    const { authenticator } = await client.registered(`${name.replace(/\W/g, '-')}@example.com`)
    expect(await client.authenticate(authenticator, overrides)).toMatchObject(refused)
  })

  test('rejects an assertion with a signature of other bytes', async () => {
    const { authenticator } = await client.registered('signature@example.com')
    const options = await client.requestOptions()
    const response = authenticator.authenticate(options)
    const signature = authenticator.authenticate({ ...options, rpId: 'elsewhere' }).response.signature
    const bent = { ...response, response: { ...response.response, signature } }
    const answer = await client.post('verify-authentication', {
      response: bent,
      challengeToken: options.challengeToken,
    })
    expect(answer).toMatchObject(refused)
  })

  test('rejects an unknown credential', async () => {
    const stranger = createSoftAuthenticator({ origin: widgetOrigin })
    expect(await client.authenticate(stranger)).toMatchObject(refused)
  })

  test('rejects a used challenge token', async () => {
    const { authenticator } = await client.registered('replay@example.com')
    const options = await client.requestOptions()
    const { challengeToken } = options
    const first = { response: authenticator.authenticate(options), challengeToken }
    expect((await client.post('verify-authentication', first)).status).toBe(200)
    const again = { response: authenticator.authenticate(options), challengeToken }
    expect(await client.post('verify-authentication', again)).toMatchObject(
      refusedWith('Challenge token not found or expired'),
    )
  })

  test('consumes the challenge token of a failed ceremony', async () => {
    const { authenticator } = await client.registered('spent@example.com')
    const options = await client.requestOptions()
    const { challengeToken } = options
    const bad = authenticator.authenticate(options, { isUserVerified: false })
    expect(await client.post('verify-authentication', { response: bad, challengeToken })).toMatchObject(refused)
    const good = authenticator.authenticate(options)
    expect((await client.post('verify-authentication', { response: good, challengeToken })).status).toBe(400)
  })

  test('accepts a challenge token once when it is sent twice concurrently', async () => {
    const { authenticator } = await client.registered('race@example.com')
    const options = await client.requestOptions()
    const { challengeToken } = options
    const answers = await Promise.all(
      [1, 2].map(() =>
        client.post('verify-authentication', { response: authenticator.authenticate(options), challengeToken }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
  })

  test('rejects a challenge token after five minutes', async () => {
    const { authenticator } = await client.registered('late@example.com')
    const options = await client.requestOptions()
    endpoint.clock.advance(300_001)
    const body = { response: authenticator.authenticate(options), challengeToken: options.challengeToken }
    expect(await client.post('verify-authentication', body)).toMatchObject(refusedWith('Challenge token expired'))
  })

  test('reports a missing challenge token', async () => {
    const { authenticator } = await client.registered('missing@example.com')
    const response = authenticator.authenticate(await client.requestOptions())
    expect(await client.post('verify-authentication', { response })).toMatchObject(
      refusedWith('challengeToken is required'),
    )
  })

  test('rejects a registration without a session', async () => {
    expect(await client.post('generate-register-options', {})).toMatchObject({
      status: 401,
      body: { error: 'Unauthorized' },
    })
    const bearer = await endpoint.signIn('anonymous@example.com')
    const options = await client.creationOptions(bearer)
    const response = createSoftAuthenticator({ origin: widgetOrigin }).register(options)
    const { challengeToken } = options
    expect((await client.post('verify-registration', { response, challengeToken })).status).toBe(401)
  })

  test('rejects the challenge token of another user’s registration', async () => {
    const options = await client.creationOptions(await endpoint.signIn('begins@example.com'))
    const response = createSoftAuthenticator({ origin: widgetOrigin }).register(options)
    const other = await endpoint.signIn('finishes@example.com')
    const { challengeToken } = options
    expect(await client.post('verify-registration', { response, challengeToken }, other)).toMatchObject(
      refusedWith('Challenge token not found or expired'),
    )
  })

  test('rejects a registration’s challenge token for a sign-in', async () => {
    const { authenticator, bearer } = await client.registered('crossed@example.com')
    const { challenge, challengeToken } = await client.creationOptions(bearer)
    const response = authenticator.authenticate({ challenge, rpId: 'openkey.localhost' })
    expect((await client.post('verify-authentication', { response, challengeToken })).status).toBe(400)
  })

  test('rejects a credential that another user has registered', async () => {
    const { authenticator } = await client.registered('owner@example.com')
    const thief = await endpoint.signIn('thief@example.com')
    expect(await client.register(authenticator, thief)).toMatchObject(refused)
    const { body } = await client.authenticate(authenticator, {})
    expect(body).toEqual({ error: 'Passkey not accepted' })
  })

  test.each<[string, CeremonyOverrides]>([
    ['another challenge', { challenge: Buffer.alloc(32).toString('base64url') }],
    ['another origin', { origin: 'https://evil.example' }],
    ['another relying relyingParty', { rpId: 'localhost' }],
    ['no user verification', { isUserVerified: false }],
    ['a frame on plain http', { topOrigin: 'http://app.example' }],
  ])('rejects a registration with %s', async (name, overrides) => {
    const bearer = await endpoint.signIn(`r-${name.replace(/\W/g, '-')}@example.com`)
    expect(await client.register(createSoftAuthenticator({ origin: widgetOrigin }), bearer, overrides)).toMatchObject(
      refused,
    )
  })

  test('binds a session opened in a frame to the page around it', async () => {
    const { authenticator } = await client.registered('bound@example.com')
    const { body } = await client.authenticate(authenticator, { topOrigin: 'https://app.example' })
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
