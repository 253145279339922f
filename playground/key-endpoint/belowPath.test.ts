import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createDpopKey } from './testing/dpopKey.ts'
import { startTimeoutMs } from './testing/startTimeoutMs.ts'
import { publicUrl, startTestEndpoint, type TestEndpoint, widgetOrigin } from './testing/testEndpoint.ts'

const path = '/keys/v1'
const base = publicUrl + path

describe.each([
  ['keeps its path', path],
  ['takes its path away', ''],
  ['replaces its path by a slash', '/'],
])('a key endpoint below a path, where the proxy %s', (_, prefix) => {
  let endpoint: TestEndpoint
  beforeAll(async () => {
    const limits = { accountCallsPerClient: { count: 3, windowMs: 60_000 } }
    endpoint = await startTestEndpoint({ publicUrl: `${base}/`, dpop: 'required', limits })
  }, startTimeoutMs)
  afterAll(() => endpoint.close())

  test('signs in, returns the session, and signs out, with proofs for the public URL', async () => {
    const key = createDpopKey()
    const email = 'ada@example.com'
    const sent = await endpoint.call('POST', `${prefix}/api/auth/email-otp/send-verification-otp`, {
      body: { email, type: 'sign-in' },
    })
    expect(sent).toMatchObject({ status: 200, body: { success: true } })
    const nonce = sent.headers.get('dpop-nonce') ?? ''
    const prove = (method: string, route: string, bearer?: string, at = base) =>
      key.prove({ method, path: '', nonce, ...(bearer && { bearer }), claims: { htu: at + route } })
    const ask = (method: string, route: string, bearer: string, dpop: string) =>
      endpoint.call(method, prefix + route, {
        headers: { authorization: `DPoP ${bearer}`, dpop },
        ...(method === 'POST' && { body: {} }),
      })

    const signIn = '/api/auth/sign-in/email-otp'
    const body = { email, otp: await endpoint.codeFor(email) }
    const entered = await endpoint.call('POST', prefix + signIn, { body, headers: { dpop: prove('POST', signIn) } })
    const bearer = entered.headers.get('set-auth-token') ?? ''
    expect(entered).toMatchObject({ status: 200, body: { token: bearer, user: { email } } })

    const me = '/api/auth/get-session'
    expect(await ask('GET', me, bearer, prove('GET', me, bearer))).toMatchObject({ body: { user: { email } } })
    expect(await ask('GET', '/api/keys', bearer, prove('GET', '/api/keys', bearer))).toMatchObject({ status: 200 })
    const out = '/api/auth/sign-out'
    expect(await ask('POST', out, bearer, prove('POST', out, bearer))).toMatchObject({ body: { success: true } })
    expect(await ask('GET', me, bearer, prove('GET', me, bearer))).toMatchObject({ status: 200, body: null })
  })

  test('rejects a proof for the URL without the path', async () => {
    const key = createDpopKey()
    const { headers } = await endpoint.call('GET', `${prefix}/api/auth/get-session`)
    const nonce = headers.get('dpop-nonce') ?? ''
    const dpop = key.prove({ method: 'POST', path: '/api/auth/sign-in/email-otp', nonce })
    const body = { email: 'ada@example.com', otp: '123456' }
    const answer = await endpoint.call('POST', `${prefix}/api/auth/sign-in/email-otp`, { body, headers: { dpop } })
    expect(answer).toMatchObject({ status: 401, body: { code: 'invalid_dpop_proof' } })
  })

  test('S21: counts both paths in the same budget of a client', async () => {
    const from = '192.0.2.7'
    const paths = [`${path}/api/auth/get-session`, '/api/auth/get-session', `${path}/api/auth/get-session`]
    for (const one of paths) expect((await endpoint.call('GET', one, { from })).status).toBe(200)
    for (const one of paths) expect((await endpoint.call('GET', one, { from })).status).toBe(429)
  })

  test('rejects another origin, and paths that are no routes', async () => {
    const evil = { headers: { origin: 'https://evil.example' } }
    expect((await endpoint.call('GET', `${prefix}/api/keys`, evil)).status).toBe(403)
    for (const other of ['/keys/api/keys', '/keys/v1api/keys', `${path}${path}/api/keys`]) {
      const answer = await endpoint.call('GET', other, { headers: { origin: widgetOrigin } })
      expect(answer).toMatchObject({ status: 404, body: { error: 'Not found' } })
    }
  })

  test('serves its inbox with its style sheet', async () => {
    const page = await endpoint.fetch(new Request(`${publicUrl}${prefix}/inbox`))
    const href = /<link rel="stylesheet" href="([^"]+)"/.exec(await page.text())?.[1] ?? ''
    const style = await endpoint.fetch(new Request(new URL(href, `${publicUrl}${prefix}/inbox`)))
    expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8')
  })
})
