import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createPasskeyClient } from '../testing/passkeyClient.ts'
import { createSoftAuthenticator } from '../testing/softAuthenticator.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint, widgetOrigin } from '../testing/testEndpoint.ts'

let endpoint: TestEndpoint
beforeAll(async () => {
  endpoint = await startTestEndpoint()
}, startTimeoutMs)
afterEach(() => endpoint.clock.reset())
afterAll(() => endpoint.close())

type Listed = { readonly id: string; readonly isCurrent: boolean; readonly topOrigin: string | null }

async function list(bearer: string) {
  const { body } = await endpoint.call('GET', '/api/sessions', { bearer })
  return (body as { sessions: readonly Listed[] }).sessions
}
const end = (id: string, bearer: string) => endpoint.call('DELETE', `/api/sessions/${id}`, { bearer })
const isAlive = async (bearer: string) => (await endpoint.call('GET', '/api/keys', { bearer })).status === 200

describe('sessionRoutes', () => {
  test('lists the live sessions of a user, without tokens', async () => {
    const { authenticator, bearer } = await createPasskeyClient(endpoint).registered('ada@example.com')
    await createPasskeyClient(endpoint).authenticate(authenticator, { topOrigin: 'https://app.example' })
    const listed = { id: expect.any(String), createdAt: expect.any(String), expiresAt: expect.any(String) }
    expect(await list(bearer)).toEqual([
      {
        ...listed,
        topOrigin: 'https://app.example',
        openedOn: 'https://app.example',
        isBound: false,
        isCurrent: false,
      },
      { ...listed, topOrigin: null, openedOn: null, isBound: false, isCurrent: true },
    ])
    expect(JSON.stringify(await list(bearer))).not.toContain(bearer.slice(0, 32))
    endpoint.clock.advance(8 * 86_400_000)
    expect((await endpoint.call('GET', '/api/sessions', { bearer })).status).toBe(401)
  })

  test('returns the page that an email sign-in reported, and does not bind the session to it', async () => {
    const email = 'page@example.com'
    const page = 'https://app.example'
    await endpoint.call('POST', '/api/auth/email-otp/send-verification-otp', { body: { email, type: 'sign-in' } })
    const body = { email, otp: await endpoint.codeFor(email), openedOn: page }
    const { headers } = await endpoint.call('POST', '/api/auth/sign-in/email-otp', { body })
    const bearer = headers.get('set-auth-token') ?? ''
    expect(await list(bearer)).toMatchObject([{ openedOn: page, topOrigin: null }])
  })

  test('S21: keeps 64 sessions of a user, and ends the oldest one', async () => {
    const first = await endpoint.signIn('many@example.com')
    const passkeys = createPasskeyClient(endpoint)
    const authenticator = createSoftAuthenticator({ origin: widgetOrigin })
    await passkeys.register(authenticator, first, { counter: 0 })
    const opened: string[] = []
    for (let round = 0; round < 64; round++) {
      endpoint.clock.advance(60_000)
      const { body } = await passkeys.authenticate(authenticator, { counter: 0 })
      opened.push((body as { sessionToken: string }).sessionToken)
    }
    expect(await list(opened.at(-1) ?? '')).toHaveLength(64)
    expect([await isAlive(first), await isAlive(opened[0] ?? '')]).toEqual([false, true])
  })

  test('ends one session of several', async () => {
    const [stolen, mine] = [await endpoint.signIn('two@example.com'), await endpoint.signIn('two@example.com')]
    const other = (await list(mine)).find(({ isCurrent }) => !isCurrent)
    expect(await end(other?.id ?? '', mine)).toMatchObject({ status: 200, body: { success: true } })
    expect([await isAlive(stolen), await isAlive(mine)]).toEqual([false, true])
  })

  test('responds with 404 for another user’s session', async () => {
    const [mine, theirs] = [await endpoint.signIn('mine@example.com'), await endpoint.signIn('theirs@example.com')]
    const [session] = await list(theirs)
    expect(await end(session?.id ?? '', mine)).toMatchObject({ status: 404, body: { error: 'Session not found' } })
    expect(await isAlive(theirs)).toBe(true)
  })

  test.each([
    ['GET', '/api/sessions'],
    ['DELETE', '/api/sessions/some-id'],
  ])('rejects %s %s without a session', async (method, path) => {
    expect(await endpoint.call(method, path)).toMatchObject({ status: 401, body: { error: 'Unauthorized' } })
  })
})
