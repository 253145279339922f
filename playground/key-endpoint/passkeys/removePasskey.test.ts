import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createPasskeyClient, type PasskeyClient } from '../testing/passkeyClient.ts'
import { createSoftAuthenticator } from '../testing/softAuthenticator.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint, widgetOrigin } from '../testing/testEndpoint.ts'

let endpoint: TestEndpoint
let client: PasskeyClient
beforeAll(async () => {
  endpoint = await startTestEndpoint({ limits: { registrationsPerUser: { count: 20, windowMs: 60_000 } } })
  client = createPasskeyClient(endpoint)
}, startTimeoutMs)
afterEach(() => endpoint.clock.reset())
afterAll(() => endpoint.close())

const addPasskey = async (bearer: string) => {
  const authenticator = createSoftAuthenticator({ origin: widgetOrigin })
  const { body } = await client.register(authenticator, bearer)
  return { authenticator, id: (body as { id: string }).id }
}
const remove = (id: string, bearer: string) => endpoint.call('DELETE', `/api/passkey/${id}`, { bearer })
const requirePasskey = (passkeyRequired: boolean, bearer: string) =>
  endpoint.call('PUT', '/api/account/sign-in', { bearer, body: { passkeyRequired } })
async function idsOf(bearer: string) {
  const { body } = await endpoint.call('GET', '/api/passkey', { bearer })
  return (body as { passkeys: { id: string }[] }).passkeys.map(({ id }) => id)
}

describe('DELETE /api/passkey/:id', () => {
  test('S21: removes a passkey, which can then no longer sign in', async () => {
    const bearer = await endpoint.signIn('ada@example.com')
    const { authenticator, id } = await addPasskey(bearer)
    expect(await remove(id, bearer)).toMatchObject({ status: 200, body: { success: true } })
    expect(await idsOf(bearer)).toEqual([])
    expect((await client.authenticate(authenticator)).status).toBe(400)
  })

  test('responds with 404 for another user’s passkey', async () => {
    const owner = await endpoint.signIn('owner@example.com')
    const { id } = await addPasskey(owner)
    const other = await endpoint.signIn('other@example.com')
    expect(await remove(id, other)).toMatchObject({ status: 404, body: { error: 'Passkey not found' } })
    expect(await idsOf(owner)).toEqual([id])
  })

  test('S21: keeps the last passkey of an account that requires one', async () => {
    const bearer = await endpoint.signIn('last@example.com')
    const [first, second] = [await addPasskey(bearer), await addPasskey(bearer)]
    await requirePasskey(true, bearer)
    const answers = await Promise.all([remove(first.id, bearer), remove(second.id, bearer)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'last_way_in' })
    const [left = ''] = await idsOf(bearer)
    await requirePasskey(false, bearer)
    expect((await remove(left, bearer)).status).toBe(200)
  })

  test('S21: rejects more than 16 passkeys', async () => {
    const bearer = await endpoint.signIn('full@example.com')
    const begun = await client.creationOptions(bearer)
    for (let round = 0; round < 16; round++) await addPasskey(bearer)
    const full = { status: 409, body: { code: 'limit_reached', limit: 16 } }
    expect(await client.post('generate-register-options', {}, bearer)).toMatchObject(full)
    const response = createSoftAuthenticator({ origin: widgetOrigin }).register(begun)
    const { challengeToken } = begun
    expect(await client.post('verify-registration', { response, challengeToken }, bearer)).toMatchObject(full)
    const [id = ''] = await idsOf(bearer)
    await remove(id, bearer)
    expect((await client.post('generate-register-options', {}, bearer)).status).toBe(200)
  })

  test('S21: limits the registrations that one user starts', async () => {
    const bearer = await endpoint.signIn('begins@example.com')
    const statuses: number[] = []
    for (let round = 0; round < 21; round++) {
      statuses.push((await client.post('generate-register-options', {}, bearer)).status)
    }
    expect(statuses).toEqual([...Array(20).fill(200), 429])
  })
})
