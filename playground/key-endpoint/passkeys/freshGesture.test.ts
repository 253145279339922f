import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createPasskeyClient, type PasskeyClient } from '../testing/passkeyClient.ts'
import { createSoftAuthenticator, type SoftAuthenticator } from '../testing/softAuthenticator.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint, widgetOrigin } from '../testing/testEndpoint.ts'

let endpoint: TestEndpoint
let passkeys: PasskeyClient
beforeAll(async () => {
  endpoint = await startTestEndpoint()
  passkeys = createPasskeyClient(endpoint)
}, startTimeoutMs)
afterEach(() => endpoint.clock.reset())
afterAll(() => endpoint.close())

async function gestureBy(authenticator: SoftAuthenticator) {
  const options = await passkeys.requestOptions()
  return { challengeToken: options.challengeToken, response: authenticator.authenticate(options) }
}

const guarded: readonly (readonly [method: string, path: string, body: object, okStatus: number])[] = [
  ['POST', '/api/passkey/generate-register-options', {}, 200],
  ['DELETE', '/api/passkey/no-such-passkey', {}, 404],
  ['POST', '/api/keys/generate', {}, 201],
  ['PUT', '/api/account/sign-in', { passkeyRequired: false }, 200],
  ['PATCH', '/api/account/auto-sign', { autoSignEnabled: true }, 200],
]

const required = { status: 403, body: { code: 'reauthentication_required' } }
const stale = 600_001

describe('a fresh gesture', () => {
  test.each(guarded)(
    'S21: %s %s accepts a session for ten minutes after its sign-in',
    async (method, path, body, ok) => {
      const bearer = await endpoint.signIn('fresh@example.com')
      endpoint.clock.advance(595_000)
      expect((await endpoint.call(method, path, { bearer, body })).status).toBe(ok)
    },
  )

  test.each(guarded)(
    'S21: %s %s rejects an older session, and accepts an assertion',
    async (method, path, body, ok) => {
      const { authenticator, bearer } = await passkeys.registered(`${method}-${path.replace(/\W/g, '-')}@example.com`)
      endpoint.clock.advance(stale)
      expect(await endpoint.call(method, path, { bearer, body })).toMatchObject(required)
      const gesture = await gestureBy(authenticator)
      expect((await endpoint.call(method, path, { bearer, body: { ...body, gesture } })).status).toBe(ok)
      expect((await endpoint.call(method, path, { bearer, body: { ...body, gesture } })).status).toBe(400)
    },
  )

  test('S21: is rejected when another user made it', async () => {
    const mallory = await passkeys.registered('mallory@example.com')
    const { bearer } = await passkeys.registered('victim@example.com')
    endpoint.clock.advance(stale)
    const gesture = await gestureBy(mallory.authenticator)
    const answer = await endpoint.call('POST', '/api/keys/generate', { bearer, body: { gesture } })
    expect(answer).toMatchObject({ status: 400, body: { error: 'Passkey not accepted' } })
  })

  test('S21: is counted per session, so that a stolen session does not lock out its owner', async () => {
    const { authenticator, bearer } = await passkeys.registered('stolen@example.com')
    endpoint.clock.advance(stale)
    const stranger = createSoftAuthenticator({ origin: widgetOrigin })
    const statuses: number[] = []
    for (let round = 0; round < 21; round++) {
      const body = { gesture: await gestureBy(stranger) }
      statuses.push((await endpoint.call('POST', '/api/keys/generate', { bearer, body })).status)
    }
    expect(statuses).toEqual([...Array(20).fill(400), 429])
    expect((await passkeys.authenticate(authenticator)).status).toBe(200)
  })

  test('completes a registration that was started in time', async () => {
    const bearer = await endpoint.signIn('slow@example.com')
    endpoint.clock.advance(595_000)
    const options = await passkeys.creationOptions(bearer)
    endpoint.clock.advance(10_000)
    const response = createSoftAuthenticator({ origin: widgetOrigin }).register(options)
    const { challengeToken } = options
    expect((await passkeys.post('verify-registration', { response, challengeToken }, bearer)).status).toBe(200)
  })
})
