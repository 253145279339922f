import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint } from '../testing/testEndpoint.ts'
import { defaultLimits } from './limits.ts'
import { clientNetwork, routeLimits } from './routeBudgets.ts'

const from = '203.0.113.9'
const none = { count: 0, windowMs: 60_000 }
const clientLimits = Object.keys(defaultLimits).filter((name) => name.endsWith('PerClient'))

let endpoint: TestEndpoint
/** The same with proofs of possession. */
let bound: TestEndpoint
let bearer: string
beforeAll(async () => {
  const limits = {
    ...Object.fromEntries(clientLimits.map((name) => [name, none])),
    accountCallsPerSession: none,
    signaturesPerUser: none,
  }
  endpoint = await startTestEndpoint({ limits })
  bound = await startTestEndpoint({ limits, dpop: 'required' })
  bearer = await endpoint.signIn('ada@example.com')
}, startTimeoutMs)
afterAll(async () => {
  await endpoint.close()
  await bound.close()
})

const routes = Object.keys(routeLimits).map((name) => name.replace(':id', 'some-id').split(' '))
const tooMany = { status: 429, body: { error: 'Too many requests' } }

/** Routes that work without a session: their client is all that is known of the caller. */
const openRoutes = [
  '/api/auth/email-otp/send-verification-otp',
  '/api/auth/sign-in/email-otp',
  '/api/passkey/generate-authenticate-options',
  '/api/passkey/verify-authentication',
  '/api/device/code',
  '/api/device/token',
  '/api/device/revoke',
]

describe('routeLimits', () => {
  test.each(routes)(
    'S21: counts %s %s against its client, whatever the request contains',
    async (method = '', path = '') => {
      const body = method === 'GET' ? {} : { body: 'not json' }
      expect(await endpoint.call(method, path, { from, ...body })).toMatchObject(tooMany)
      expect(await endpoint.call(method, path, { from, bearer, ...body })).toMatchObject(tooMany)
    },
  )

  test.each(routes.filter(([, path = '']) => !openRoutes.includes(path) && !path.endsWith('/sign')))(
    'S21: counts %s %s against the session, across clients',
    async (method = '', path = '') => {
      const body = method === 'GET' ? {} : { body: 'not json' }
      expect(await endpoint.call(method, path, { bearer, ...body })).toMatchObject(tooMany)
    },
  )

  test.each(routes)(
    'S21: counts %s %s against its client, before it verifies a proof',
    async (method = '', path = '') => {
      const headers = { authorization: 'DPoP x', dpop: 'not a proof' }
      expect(await bound.call(method, path, { from, headers })).toMatchObject(tooMany)
    },
  )

  test('S21: counts a signature against its user, before it verifies an approval', async () => {
    const other = await startTestEndpoint({ limits: { signaturesPerUser: none } })
    const session = await other.signIn('ada@example.com')
    const { body } = await other.call('GET', '/api/keys', { bearer: session })
    const { keys } = body as { keys: [{ id: string }] }
    const path = `/api/keys/${keys[0].id}/sign`
    const text = 'AAAA'
    const response = { clientDataJSON: text, authenticatorData: text, signature: text }
    const approval = { response: { id: text, rawId: text, type: 'public-key', clientExtensionResults: {}, response } }
    const call = { bearer: session, body: { message: 'x', approval } }
    expect(await other.call('POST', path, call)).toMatchObject(tooMany)
    await other.close()
  })
})

async function clientFor(env: object | undefined): Promise<unknown> {
  const app = new Hono().get('/', (context) => context.json({ client: clientNetwork(context) ?? null }))
  return ((await (await app.request('/', {}, env)).json()) as { client: unknown }).client
}

describe('clientNetwork', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('counts %s as %s', async (clientAddress, client) => {
    expect(await clientFor({ clientAddress })).toBe(client)
  })

  test.each([undefined, {}, { clientAddress: undefined }, { clientAddress: 7 }, { clientAddress: 'somewhere' }])(
    'returns undefined for %j',
    async (env) => {
      expect(await clientFor(env)).toBeNull()
    },
  )
})
