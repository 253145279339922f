import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint } from '../testing/testEndpoint.ts'

let endpoint: TestEndpoint
beforeAll(async () => {
  endpoint = await startTestEndpoint()
}, startTimeoutMs)
afterEach(() => endpoint.clock.reset())
afterAll(() => endpoint.close())

const sendCode = (email: string) =>
  endpoint.call('POST', '/api/auth/email-otp/send-verification-otp', { body: { email, type: 'sign-in' } })
const enterCode = (email: string, otp: string) =>
  endpoint.call('POST', '/api/auth/sign-in/email-otp', { body: { email, otp } })
const whoAmI = (bearer: string) =>
  endpoint.call('GET', '/api/auth/get-session?disableRefresh=true', { bearer }).then(({ body }) => body)
const lettersTo = async (email?: string) => {
  const query = email === undefined ? '' : `?to=${encodeURIComponent(email)}`
  return (await endpoint.call('GET', `/inbox.json${query}`)).body as { letters: { to: string; subject: string }[] }
}
const wrongCodeOf = (code: string) => (code === '000000' ? '000001' : '000000')

describe('createAuthFeature', () => {
  test('signs in a new address by its code and generates its first key', async () => {
    expect(await sendCode('ada@example.com')).toMatchObject({ status: 200, body: { success: true } })
    const { status, body, headers } = await enterCode('ada@example.com', await endpoint.codeFor('ada@example.com'))
    const bearer = headers.get('set-auth-token') ?? ''
    expect(status).toBe(200)
    expect(body).toMatchObject({ token: bearer, user: { email: 'ada@example.com', emailVerified: true } })
    expect(await whoAmI(bearer)).toMatchObject({ session: { token: bearer }, user: { email: 'ada@example.com' } })
    const keys = await endpoint.call('GET', '/api/keys', { bearer })
    expect(keys.body).toEqual({
      keys: [
        {
          id: expect.any(String),
          address: expect.stringMatching(/^0x[0-9a-fA-F]{40}$/),
          publicKey: expect.stringMatching(/^0x[0-9a-fA-F]{40}$/),
          keyType: 'MANAGED',
          keyIndex: 0,
          label: 'Key 0',
          archivedAt: null,
          createdAt: expect.stringMatching(/Z$/),
        },
      ],
    })
  })

  test('opens the same account for an address in another case', async () => {
    const first = await endpoint.signIn('grace@example.com')
    await sendCode('Grace@Example.com')
    const { headers } = await enterCode('GRACE@example.com', await endpoint.codeFor('grace@example.com'))
    const second = headers.get('set-auth-token') ?? ''
    const keysOf = async (bearer: string) => (await endpoint.call('GET', '/api/keys', { bearer })).body
    expect(await keysOf(second)).toEqual(await keysOf(first))
  })

  test('sends the same code again while it is valid', async () => {
    await sendCode('again@example.com')
    const first = await endpoint.codeFor('again@example.com')
    await sendCode('again@example.com')
    expect(await endpoint.codeFor('again@example.com')).toBe(first)
  })

  test('accepts a code once', async () => {
    await sendCode('once@example.com')
    const code = await endpoint.codeFor('once@example.com')
    expect((await enterCode('once@example.com', code)).status).toBe(200)
    expect((await enterCode('once@example.com', code)).status).toBe(400)
  })

  test('accepts a code only for its address', async () => {
    await sendCode('mine@example.com')
    await sendCode('theirs@example.com')
    const mine = await endpoint.codeFor('mine@example.com')
    const theirs = await endpoint.codeFor('theirs@example.com')
    if (mine !== theirs) expect((await enterCode('theirs@example.com', mine)).status).toBe(400)
  })

  test('sends one valid code for concurrent requests, however the address is spelled', async () => {
    const spellings = ['at+once@bücher.example', 'At+Once@xn--bcher-kva.example', 'at+once@BÜCHER.example']
    const sent = await Promise.all([...spellings, ...spellings].map(sendCode))
    expect(sent.map(({ status }) => status)).toEqual(Array(6).fill(200))
    const { letters } = await lettersTo('at+once@bücher.example')
    expect(letters).toHaveLength(6)
    expect(new Set(letters.map(({ subject }) => subject))).toHaveProperty('size', 1)
    const { status, body } = await enterCode('AT+ONCE@bücher.example', await endpoint.codeFor(spellings[1] ?? ''))
    expect({ status, body }).toMatchObject({ status: 200, body: { user: { email: 'at+once@xn--bcher-kva.example' } } })
  })

  test('accepts the correct code among concurrent wrong ones', async () => {
    await sendCode('crowd@example.com')
    const code = await endpoint.codeFor('crowd@example.com')
    const codes = [wrongCodeOf(code), code, wrongCodeOf(code)]
    const answers = await Promise.all(codes.map((one) => enterCode('crowd@example.com', one)))
    expect(answers.map(({ status }) => status)).toEqual([400, 200, 400])
  })

  test('opens one session for a code that is sent twice concurrently', async () => {
    await sendCode('twice@example.com')
    const code = await endpoint.codeFor('twice@example.com')
    const answers = await Promise.all([code, code].map((one) => enterCode('twice@example.com', one)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400])
  })

  test('reports what is wrong with a code as the hosted API does', async () => {
    await sendCode('told@example.com')
    const wrong = wrongCodeOf(await endpoint.codeFor('told@example.com'))
    expect((await enterCode('told@example.com', wrong)).body).toEqual({ code: 'INVALID_OTP', message: 'Invalid OTP' })
    for (let round = 0; round < 2; round++) await enterCode('told@example.com', wrong)
    const usedUp = { code: 'TOO_MANY_ATTEMPTS', message: 'Too many attempts' }
    expect((await enterCode('told@example.com', wrong)).body).toEqual(usedUp)
  })

  test.each([
    ['every character without quotes', "a!#$%&'*+-/=?^_`{|}~z@example.com"],
    ['an apostrophe', "grace.o'hara@example.com"],
    ['a slash and an equals sign', 'dept=eng/ada@example.com'],
    ['an internationalised domain', 'ada@пример.рф'],
    ['a punycode top-level domain', 'ada@xn--e1afmkfd.xn--p1ai'],
  ])('signs in an address with %s', async (_, email) => {
    const bearer = await endpoint.signIn(email)
    const { letters } = await lettersTo(email)
    expect(await whoAmI(bearer)).toMatchObject({ user: { email: letters[0]?.to, emailVerified: true } })
  })

  test.each([
    ['a tag after a plus', 'joan+work@example.com', 'joan@example.com'],
    ['dots', 'jo.an@example.com', 'joan@example.com'],
    ['a sharp s in the domain', 'joan@straße.example', 'joan@strasse.example'],
  ])('keeps accounts apart whose addresses differ in %s', async (_, one, other) => {
    const [first, second] = [await endpoint.signIn(one), await endpoint.signIn(other)]
    const keysOf = async (bearer: string) => (await endpoint.call('GET', '/api/keys', { bearer })).body
    expect(await keysOf(first)).not.toEqual(await keysOf(second))
    await sendCode(one)
    await sendCode(other)
    const [mine, theirs] = [await endpoint.codeFor(one), await endpoint.codeFor(other)]
    if (mine !== theirs) expect((await enterCode(other, mine)).status).toBe(400)
  })

  test.each([
    ['the Kelvin sign for a k', '\u212aate@example.com'],
    ['a line end and a further header', 'ada@example.com\r\nBcc: eve@example.com'],
    ['two addresses', 'ada@example.com,eve@example.com'],
    ['a host of the mail server’s own network', 'ada@localhost'],
    ['an IP address', 'ada@127.0.0.1'],
  ])('S21: sends nothing to an address with %s', async (_, email) => {
    const before = (await lettersTo()).letters.length
    expect(await sendCode(email)).toMatchObject({ status: 400, body: { field: 'email' } })
    expect((await lettersTo()).letters).toHaveLength(before)
  })

  test('rejects the correct code after three wrong ones', async () => {
    await sendCode('guess@example.com')
    const code = await endpoint.codeFor('guess@example.com')
    for (let round = 0; round < 3; round++) {
      expect((await enterCode('guess@example.com', wrongCodeOf(code))).status).toBe(400)
    }
    expect(await enterCode('guess@example.com', code)).toMatchObject({ status: 403 })
  })

  test('limits the guesses for an address across codes, and reports when to retry', async () => {
    for (let round = 0; round < 10; round++) await enterCode('target@example.com', '123456')
    const { status, body, headers } = await enterCode('target@example.com', '123456')
    expect({ status, body }).toEqual({ status: 429, body: { error: 'Too many requests' } })
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(3500)
    endpoint.clock.advance(3_600_001)
    expect((await enterCode('target@example.com', '123456')).status).toBe(400)
  })

  test('limits the emails to an address, and resets the limit when its owner signs in', async () => {
    for (let round = 0; round < 10; round++) expect((await sendCode('flood@example.com')).status).toBe(200)
    expect((await sendCode('flood@example.com')).status).toBe(429)
    await enterCode('flood@example.com', await endpoint.codeFor('flood@example.com'))
    expect((await sendCode('flood@example.com')).status).toBe(200)
  })

  test('returns no social providers', async () => {
    expect(await endpoint.call('GET', '/api/auth/providers')).toMatchObject({ status: 200, body: { providers: [] } })
  })

  test('signs out without a body, as the hosted web client does', async () => {
    const bearer = await endpoint.signIn('bodiless@example.com')
    expect(await endpoint.call('POST', '/api/auth/sign-out', { bearer })).toMatchObject({ body: { success: true } })
    expect(await whoAmI(bearer)).toBeNull()
  })

  test('reports an email that could not be sent', async () => {
    const mail = { send: async () => Promise.reject(new Error('the server is away')) }
    const mute = await startTestEndpoint({ mail })
    const body = { email: 'ada@example.com', type: 'sign-in' }
    const answer = await mute.call('POST', '/api/auth/email-otp/send-verification-otp', { body })
    expect(answer).toMatchObject({ status: 500, body: { error: 'Internal server error' } })
    await mute.close()
  })

  test('rejects the unsigned token of the database', async () => {
    const bearer = await endpoint.signIn('raw@example.com')
    const raw = bearer.slice(0, bearer.indexOf('.'))
    expect(await whoAmI(raw)).toBeNull()
    expect((await endpoint.call('GET', '/api/keys', { bearer: raw })).status).toBe(401)
  })

  test.each([
    ['another signature', (bearer: string) => `${bearer.slice(0, -2)}${bearer.at(-2) === 'A' ? 'B' : 'A'}=`],
    ['another token under the signature', (bearer: string) => `${bearer[0] === 'a' ? 'b' : 'a'}${bearer.slice(1)}`],
    ['the signature percent-encoded', (bearer: string) => encodeURIComponent(bearer)],
    ['a second part', (bearer: string) => `${bearer}.x`],
  ])('rejects a bearer token with %s', async (_, overrides) => {
    const bearer = overrides(await endpoint.signIn('bent@example.com'))
    expect(await whoAmI(bearer)).toBeNull()
    expect((await endpoint.call('GET', '/api/keys', { bearer })).status).toBe(401)
  })

  test('ends only the caller’s session on sign-out', async () => {
    const [left, stays] = [await endpoint.signIn('two@example.com'), await endpoint.signIn('two@example.com')]
    expect(await endpoint.call('POST', '/api/auth/sign-out', { bearer: left, body: {} })).toMatchObject({ status: 200 })
    expect(await whoAmI(left)).toBeNull()
    expect((await endpoint.call('GET', '/api/keys', { bearer: left })).status).toBe(401)
    expect(await whoAmI(stays)).toMatchObject({ user: { email: 'two@example.com' } })
  })

  test('ends a session after seven days', async () => {
    const bearer = await endpoint.signIn('week@example.com')
    endpoint.clock.advance(6 * 86_400_000)
    expect((await endpoint.call('GET', '/api/keys', { bearer })).status).toBe(200)
    endpoint.clock.advance(86_400_001)
    expect((await endpoint.call('GET', '/api/keys', { bearer })).status).toBe(401)
  })

  test.each([
    ['type', { email: 'a@example.com', type: 'forget-password' }],
    ['email', { email: 'nobody', type: 'sign-in' }],
    ['email', { type: 'sign-in' }],
    ['body', 'not json'],
  ])('rejects a malformed request for a code and reports %s', async (field, body) => {
    const answer = await endpoint.call('POST', '/api/auth/email-otp/send-verification-otp', { body })
    expect(answer).toMatchObject({ status: 400, body: { field } })
  })

  test.each([
    ['POST', '/api/auth/sign-up/email'],
    ['POST', '/api/auth/sign-in/email'],
    ['POST', '/api/auth/email-otp/request-password-reset'],
    ['POST', '/api/auth/update-user'],
    ['GET', '/api/auth/list-sessions'],
    ['GET', '/api/auth/ok'],
  ])('does not serve %s %s of better-auth', async (method, path) => {
    const body = method === 'POST' ? { body: {} } : {}
    expect(await endpoint.call(method, path, body)).toMatchObject({ status: 404, body: { error: 'Not found' } })
  })

  test('sets no cookie and accepts none', async () => {
    await sendCode('cookie@example.com')
    const { headers } = await enterCode('cookie@example.com', await endpoint.codeFor('cookie@example.com'))
    expect(headers.get('set-cookie')).toBeNull()
    const cookie = `better-auth.session_token=${encodeURIComponent(headers.get('set-auth-token') ?? '')}`
    const withCookie = { headers: { cookie } }
    expect((await endpoint.call('GET', '/api/auth/get-session', withCookie)).body).toBeNull()
    expect((await endpoint.call('GET', '/api/keys', withCookie)).status).toBe(401)
  })
})
