import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@openkey/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { migrate } from '../database/migrate.ts'
import { openDatabase } from '../database/openDatabase.ts'
import { openPglite } from '../database/openPglite.ts'
import { createPasskeyClient, type PasskeyClient } from '../testing/passkeyClient.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint, type TestResponse } from '../testing/testEndpoint.ts'
import { createBudgets } from './budgets.ts'

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
async function fourTimes(act: (round: number) => Promise<TestResponse>): Promise<readonly number[]> {
  const statuses: number[] = []
  for (let round = 0; round < 4; round++) statuses.push((await act(round)).status)
  return statuses
}

describe('createBudgets', () => {
  test('limits the emails that one client requests, and reports when to retry', async () => {
    const act = (round: number) => sendCode(`letter-${round}@example.com`, '203.0.113.1')
    expect(await fourTimes(act)).toEqual([200, 200, 200, 429])
    const { body, headers } = await act(5)
    expect(body).toEqual({ error: 'Too many requests' })
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(50)
    expect((await sendCode('letter@example.com', '203.0.113.2')).status).toBe(200)
    endpoint.clock.advance(windowMs + 1)
    expect((await act(6)).status).toBe(200)
  })

  test('limits the codes that one client tries, across addresses', async () => {
    const act = (round: number) => enterCode(`guess-${round}@example.com`, '2001:db8::1')
    expect(await fourTimes(act)).toEqual([400, 400, 400, 429])
    expect((await enterCode('guess@example.com', '2001:db8::ffff')).status).toBe(429)
    expect((await enterCode('guess@example.com', '2001:db8:0:1::1')).status).toBe(400)
  })

  test('limits the passkey ceremonies that one client starts', async () => {
    expect(await fourTimes(() => begin('203.0.113.3'))).toEqual([200, 200, 200, 429])
  })

  test('limits the sign-ins of one user, across methods and clients', async () => {
    const { authenticator } = await passkeys.registered('often@example.com')
    expect(await fourTimes(() => passkeys.authenticate(authenticator))).toEqual([200, 200, 429, 429])
    await expect(endpoint.signIn('often@example.com')).rejects.toThrow('No session was opened.')
  })

  test('limits the signatures of one user, across sessions', async () => {
    const bearers = [await endpoint.signIn('signer@example.com'), await endpoint.signIn('signer@example.com')]
    const id = await keyOf(bearers[0] ?? '')
    const sign = (round: number) => {
      const bearer = bearers[round % 2] ?? ''
      return endpoint.call('POST', `/api/keys/${id}/sign`, { body: { message: 'x' }, bearer })
    }
    expect(await fourTimes(sign)).toEqual([200, 200, 200, 429])
    expect((await sign(0)).body).toEqual({ error: 'Too many requests' })
  })

  test('limits the signatures that users request at once, each on their own', async () => {
    const bearers = [await endpoint.signIn('many@example.com'), await endpoint.signIn('few@example.com')]
    const ids = await Promise.all(bearers.map(keyOf))
    const answers = await Promise.all(
      [0, 0, 1, 0, 0, 1, 0].map((user) =>
        endpoint.call('POST', `/api/keys/${ids[user]}/sign`, { body: { message: 'x' }, bearer: bearers[user] ?? '' }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 429, 200, 429])
    expect((await endpoint.call('GET', '/api/keys', { bearer: bearers[0] ?? '' })).status).toBe(200)
  })

  test('limits the signatures that one client requests, with and without a session', async () => {
    const ask = () => endpoint.call('POST', '/api/keys/any/sign', { body: { message: 'x' }, from: '203.0.113.4' })
    expect(await fourTimes(ask)).toEqual([401, 401, 401, 429])
  })

  test('counts all concurrent requests', async () => {
    const from = '203.0.113.5'
    const answers = await Promise.all(Array.from({ length: 9 }, (_, n) => sendCode(`many-${n}@example.com`, from)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3)
  })
})

describe('createBudgets', () => {
  test('S21: counts each of the requests that come at once, also to several replicas', async () => {
    const { database, close } = await openDatabase({ folder: undefined })
    onTestFinished(close)
    const replica = () => createBudgets({ database, clock: systemClock, limits: { signaturesPerClient: three } })
    const [first, second] = [replica().signaturesPerClient, replica().signaturesPerClient]
    const clients = ['a', 'b', 'a', 'a', 'b', 'a', 'b']
    const spent = await Promise.allSettled(
      [first, second].flatMap(({ spend }) => clients.map((client) => spend(client).then(() => client))),
    )
    const accepted = spent.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
    expect(accepted.sort()).toEqual(['a', 'a', 'a', 'b', 'b', 'b'])
    await expect(first.spend('a')).rejects.toMatchObject({ status: 429 })
    await first.spend('c')
  })

  test('waits for the disk where guesses are counted, and not where requests of a minute are', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'openkey-budgets-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    let syncs = 0
    const { database, close } = await openPglite(folder, { sync: () => (syncs += 1) })
    onTestFinished(close)
    await migrate(database)
    const { signaturesPerClient, guessesPerEmail, wrongUserCodesPerUser } = createBudgets({
      database,
      clock: systemClock,
    })
    const syncsOf = async (work: () => Promise<unknown>) => {
      const before = syncs
      await work()
      return syncs - before
    }
    for (const { spend } of [guessesPerEmail, wrongUserCodesPerUser]) {
      expect(await syncsOf(() => spend('ada'))).toBeGreaterThan(0)
    }
    expect(await syncsOf(() => signaturesPerClient.spend('192.0.2.1'))).toBe(0)
    // The setting ends with its statement.
    expect(await syncsOf(() => guessesPerEmail.spend('ada'))).toBeGreaterThan(0)
  })
})
