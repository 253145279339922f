import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPasskeyClient, type PasskeyClient } from '../testing/passkeyClient.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint } from '../testing/testEndpoint.ts'

let endpoint: TestEndpoint
let passkeys: PasskeyClient
beforeAll(async () => {
  endpoint = await startTestEndpoint()
  passkeys = createPasskeyClient(endpoint)
}, startTimeoutMs)
afterAll(() => endpoint.close())

const path = '/api/account/sign-in'
const get = (bearer: string) => endpoint.call('GET', path, { bearer })
const put = (bearer: string, body: unknown) => endpoint.call('PUT', path, { bearer, body })

async function signInByCode(email: string, place: object = {}) {
  await endpoint.call('POST', '/api/auth/email-otp/send-verification-otp', { body: { email, type: 'sign-in' } })
  const body = { email, otp: await endpoint.codeFor(email), ...place }
  return endpoint.call('POST', '/api/auth/sign-in/email-otp', { body })
}

describe('signInRoutes', () => {
  test('accepts a code until the owner requires a passkey', async () => {
    const { bearer } = await passkeys.registered('ada@example.com')
    expect(await get(bearer)).toMatchObject({ status: 200, body: { passkeyRequired: false } })
    expect(await put(bearer, { passkeyRequired: true })).toMatchObject({ status: 200, body: { passkeyRequired: true } })
    expect(await get(bearer)).toMatchObject({ body: { passkeyRequired: true } })
  })

  test('S21: rejects a code for an account that requires its passkey, in a window, frame or known partition', async () => {
    const { authenticator, bearer } = await passkeys.registered('required@example.com')
    await put(bearer, { passkeyRequired: true })
    const { body } = await passkeys.authenticate(authenticator)
    const { partitionToken } = body as { partitionToken: string }
    for (const place of [{}, { topOrigin: 'http://localhost:5173' }, { partitionToken }]) {
      expect(await signInByCode('required@example.com', place)).toMatchObject({
        status: 403,
        body: { code: 'passkey_required' },
      })
    }
    await put(bearer, { passkeyRequired: false })
    expect((await signInByCode('required@example.com')).status).toBe(200)
  })

  test('S21: rejects the setting for an account without a passkey', async () => {
    const bearer = await endpoint.signIn('none@example.com')
    expect(await put(bearer, { passkeyRequired: true })).toMatchObject({
      status: 409,
      body: { code: 'passkey_missing' },
    })
    expect(await get(bearer)).toMatchObject({ body: { passkeyRequired: false } })
  })

  test.each([{}, { passkeyRequired: 'yes' }])('rejects %j', async (body) => {
    const bearer = await endpoint.signIn('bad@example.com')
    expect(await put(bearer, body)).toMatchObject({ status: 400, body: { field: 'passkeyRequired' } })
  })

  test.each(['GET', 'PUT'])('rejects %s without a session', async (method) => {
    const call = method === 'PUT' ? { body: { passkeyRequired: true } } : {}
    expect((await endpoint.call(method, path, call)).status).toBe(401)
  })
})
