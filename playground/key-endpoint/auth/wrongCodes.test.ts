import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createPasskeyClient, type PasskeyClient } from '../testing/passkeyClient.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint, type TestResponse } from '../testing/testEndpoint.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
const unlimited = { count: 100_000, windowMs: minuteMs }

let endpoint: TestEndpoint
let passkeys: PasskeyClient
beforeAll(async () => {
  endpoint = await startTestEndpoint({ limits: { guessesPerEmail: unlimited, signInsPerUser: unlimited } })
  passkeys = createPasskeyClient(endpoint)
}, startTimeoutMs)
afterEach(() => endpoint.clock.reset())
afterAll(() => endpoint.close())

const send = (email: string) =>
  endpoint.call('POST', '/api/auth/email-otp/send-verification-otp', { body: { email, type: 'sign-in' } })
const enter = (email: string, otp: string) =>
  endpoint.call('POST', '/api/auth/sign-in/email-otp', { body: { email, otp } })
const enterRight = async (email: string) => {
  await send(email)
  return enter(email, await endpoint.codeFor(email))
}
const waitOf = ({ headers }: TestResponse) => Number(headers.get('retry-after'))

/** Wrong codes one after the other, each as soon as it is let through. @returns the last refusal */
async function enterWrong(email: string, times: number): Promise<void> {
  for (let done = 0; done < times; ) {
    const answer = await enter(email, '123456')
    if (answer.status === 400) done++
    else if (answer.status === 429) endpoint.clock.advance(waitOf(answer) * 1000)
    else throw new Error(`Answered ${answer.status} after ${done} wrong codes.`)
  }
}

describe('createWrongCodes', () => {
  test('S21: after ten wrong codes in a row, each further one doubles the wait', async () => {
    for (let round = 0; round < 10; round++) expect((await enter('wait@example.com', '123456')).status).toBe(400)
    const waits: number[] = []
    for (let round = 0; round < 4; round++) {
      const refused = await enter('wait@example.com', '123456')
      waits.push(waitOf(refused))
      endpoint.clock.advance(waitOf(refused) * 1000)
      await enter('wait@example.com', '123456')
    }
    expect(waits.map((wait) => Math.round(wait / 60))).toEqual([1, 2, 4, 8])
  })

  test('S21: limits the wrong codes of a day, even with correct ones in between', async () => {
    const email = 'day@example.com'
    for (let round = 0; round < 4; round++) {
      await enterWrong(email, 5)
      if (round < 3) expect((await enterRight(email)).status).toBe(200)
    }
    const refused = await enter(email, '123456')
    expect(refused.status).toBe(429)
    expect(waitOf(refused)).toBeGreaterThan(dayMs / 2000)
    endpoint.clock.advance(dayMs)
    expect((await enter(email, '123456')).status).toBe(400)
  })

  test('S21: does not count correct codes towards the day', async () => {
    for (let round = 0; round < 25; round++) expect((await enterRight('right@example.com')).status).toBe(200)
  })

  test('S21: ends a run with the correct code', async () => {
    await enterWrong('run@example.com', 9)
    expect((await enterRight('run@example.com')).status).toBe(200)
    for (let round = 0; round < 9; round++) expect((await enter('run@example.com', '123456')).status).toBe(400)
  })

  test('S21: closes sign-in by code after a hundred in a row, until the owner signs in by passkey', async () => {
    const email = 'closed@example.com'
    const { authenticator } = await passkeys.registered(email)
    await enterWrong(email, 100)
    endpoint.clock.advance(30 * dayMs)
    const closed = { status: 403, body: { code: 'code_sign_in_closed' } }
    expect(await enter(email, '123456')).toMatchObject(closed)
    expect(await enterRight(email)).toMatchObject(closed)
    endpoint.clock.reset()
    expect((await passkeys.authenticate(authenticator)).status).toBe(200)
    expect((await enterRight(email)).status).toBe(200)
  })

  test('S21: treats an address without an account in the same way', async () => {
    await enterWrong('nobody@example.com', 100)
    endpoint.clock.advance(dayMs)
    expect(await enterRight('nobody@example.com')).toMatchObject({ status: 403, body: { code: 'code_sign_in_closed' } })
  })

  test('S21: accepts the passkey after a stranger has exhausted the codes, and resets them', async () => {
    const email = 'victim@example.com'
    const { authenticator } = await passkeys.registered(email)
    await enterWrong(email, 15)
    for (let round = 0; round < 11; round++) await send(email)
    expect((await send(email)).status).toBe(429)
    expect((await passkeys.authenticate(authenticator)).status).toBe(200)
    expect((await enterRight(email)).status).toBe(200)
  })

  test('S21: limits the emails to one address per day', async () => {
    const statuses: number[] = []
    for (let round = 0; round < 51; round++) {
      if (round % 10 === 0) endpoint.clock.advance(10 * minuteMs + 1)
      statuses.push((await send('mailbox@example.com')).status)
    }
    expect(statuses).toEqual([...Array(50).fill(200), 429])
  })
})
