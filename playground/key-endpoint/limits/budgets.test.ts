import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createPasskeyClient, type PasskeyClient } from '../testing/passkeyClient.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { type Answer, startTestEndpoint, type TestEndpoint } from '../testing/testEndpoint.ts'

const windowMs = 60_000
const three = { count: 3, windowMs }

let endpoint: TestEndpoint
let passkeys: PasskeyClient
beforeAll(async () => {
  endpoint = await startTestEndpoint({
    limits: {
      lettersPerClient: three,
      signInsPerClient: three,
      signInsPerUser: three,
      ceremoniesPerClient: three,
      signaturesPerUser: three,
      signaturesPerClient: three,
    },
  })
  passkeys = createPasskeyClient(endpoint)
}, startTimeoutMs)
afterEach(() => endpoint.clock.reset())
afterAll(() => endpoint.close())

const sendCode = (email: string, from: string) =>
  endpoint.call('POST', '/api/auth/email-otp/send-verification-otp', { body: { email, type: 'sign-in' }, from })
const enterCode = (email: string, from: string) =>
  endpoint.call('POST', '/api/auth/sign-in/email-otp', { body: { email, otp: '123456' }, from })
const begin = (from: string) => endpoint.call('POST', '/api/passkey/generate-authenticate-options', { body: {}, from })

async function keyOf(bearer: string) {
  const { body } = await endpoint.call('GET', '/api/keys', { bearer })
  return (body as { keys: [{ id: string }] }).keys[0].id
}

/** Four times one after the other. */
async function fourTimes(act: (round: number) => Promise<Answer>): Promise<readonly number[]> {
  const statuses: number[] = []
  for (let round = 0; round < 4; round++) statuses.push((await act(round)).status)
  return statuses
}

describe('createBudgets', () => {
  test('bounds the letters that one client asks for, to whomever, and says when to come back', async () => {
    const act = (round: number) => sendCode(`letter-${round}@example.com`, '203.0.113.1')
    expect(await fourTimes(act)).toEqual([200, 200, 200, 429])
    const { body, headers } = await act(5)
    expect(body).toEqual({ error: 'Too many requests' })
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(50)
    expect((await sendCode('letter@example.com', '203.0.113.2')).status).toBe(200)
    endpoint.clock.advance(windowMs + 1)
    expect((await act(6)).status).toBe(200)
  })

  test('bounds the codes that one client tries, at whichever address', async () => {
    const act = (round: number) => enterCode(`guess-${round}@example.com`, '2001:db8::1')
    expect(await fourTimes(act)).toEqual([400, 400, 400, 429])
    expect((await enterCode('guess@example.com', '2001:db8::ffff')).status).toBe(429)
    expect((await enterCode('guess@example.com', '2001:db8:0:1::1')).status).toBe(400)
  })

  test('bounds the passkey ceremonies that one client begins', async () => {
    expect(await fourTimes(() => begin('203.0.113.3'))).toEqual([200, 200, 200, 429])
  })

  test('bounds the sign-ins of one user, by whatever means and from wherever', async () => {
    const { authenticator } = await passkeys.registered('often@example.com')
    expect(await fourTimes(() => passkeys.authenticate(authenticator))).toEqual([200, 200, 429, 429])
    await expect(endpoint.signIn('often@example.com')).rejects.toThrow('No session was opened.')
  })

  test('bounds the signatures of one user, under all sessions', async () => {
    const bearers = [await endpoint.signIn('signer@example.com'), await endpoint.signIn('signer@example.com')]
    const id = await keyOf(bearers[0] ?? '')
    const sign = (round: number) => {
      const bearer = bearers[round % 2] ?? ''
      return endpoint.call('POST', `/api/keys/${id}/sign`, { body: { message: 'x' }, bearer })
    }
    expect(await fourTimes(sign)).toEqual([200, 200, 200, 429])
    expect((await sign(0)).body).toEqual({ error: 'Too many requests' })
  })

  test('bounds the signatures that one client asks for, session or not', async () => {
    const ask = () => endpoint.call('POST', '/api/keys/any/sign', { body: { message: 'x' }, from: '203.0.113.4' })
    expect(await fourTimes(ask)).toEqual([401, 401, 401, 429])
  })

  test('counts every one of many that come at once', async () => {
    const from = '203.0.113.5'
    const answers = await Promise.all(Array.from({ length: 9 }, (_, n) => sendCode(`many-${n}@example.com`, from)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3)
  })
})
