import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPasskeyClient } from '../testing/passkeyClient.ts'
import { createSoftAuthenticator } from '../testing/softAuthenticator.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint, widgetOrigin } from '../testing/testEndpoint.ts'
import type { Email } from './mail.ts'

const sent: Email[] = []
let isDown = false

let endpoint: TestEndpoint
beforeAll(async () => {
  endpoint = await startTestEndpoint({
    limits: { noticesPerUser: { count: 3, windowMs: 60_000 } },
    mail: {
      async send(letter) {
        if (isDown) throw new Error('The mail server is down.')
        sent.push(letter)
      },
    },
  })
}, startTimeoutMs)
afterAll(() => endpoint.close())

const codeOf = (email: string) => /^\d{6}/.exec(sent.findLast(({ to }) => to === email)?.subject ?? '')?.[0] ?? ''
const noticesTo = (email: string) =>
  sent.filter(({ to, subject }) => to === email && !/^\d/.test(subject)).map(({ subject }) => subject)

async function signIn(email: string) {
  await endpoint.call('POST', '/api/auth/email-otp/send-verification-otp', { body: { email, type: 'sign-in' } })
  const body = { email, otp: codeOf(email) }
  const { headers } = await endpoint.call('POST', '/api/auth/sign-in/email-otp', { body })
  return headers.get('set-auth-token') ?? ''
}

async function addPasskey(bearer: string, name?: string) {
  const client = createPasskeyClient(endpoint)
  const options = await client.creationOptions(bearer)
  const response = createSoftAuthenticator({ origin: widgetOrigin }).register(options)
  const body = { response, challengeToken: options.challengeToken, ...(name && { name }) }
  return client.post('verify-registration', body, bearer)
}
const remove = (id: string, bearer: string) => endpoint.call('DELETE', `/api/passkey/${id}`, { bearer })

const added = 'A passkey was added to your OpenKey account'
const removed = 'A passkey was removed from your OpenKey account'

describe('createAccountNotices', () => {
  test('S21: notifies the owner of an added and of a removed passkey, without input of a caller', async () => {
    const bearer = await signIn('ada@example.com')
    const { body } = await addPasskey(bearer, 'Visit evil.example')
    await expect.poll(() => noticesTo('ada@example.com')).toEqual([added])
    await remove((body as { id: string }).id, bearer)
    await expect.poll(() => noticesTo('ada@example.com')).toEqual([added, removed])
    expect(JSON.stringify(sent)).not.toContain('evil.example')
    expect(sent.at(-1)?.text).toContain('openkey.localhost:5174')
  })

  test('S21: notifies the owner when automatic signing is turned on', async () => {
    const bearer = await signIn('automatic@example.com')
    const body = (autoSignEnabled: boolean) => ({ bearer, body: { autoSignEnabled } })
    for (const isEnabled of [true, false, true]) {
      await endpoint.call('PATCH', '/api/account/auto-sign', body(isEnabled))
    }
    const turnedOn = 'Automatic setup was turned on for your OpenKey account'
    await expect.poll(() => noticesTo('automatic@example.com')).toEqual([turnedOn])
  })

  test('S21: notifies the owner when a passkey is no longer required', async () => {
    const bearer = await signIn('optional@example.com')
    await addPasskey(bearer)
    for (const passkeyRequired of [true, false, false]) {
      await endpoint.call('PUT', '/api/account/sign-in', { bearer, body: { passkeyRequired } })
    }
    const subject = 'Your OpenKey account no longer requires a passkey'
    await expect.poll(() => noticesTo('optional@example.com').filter((one) => one === subject)).toHaveLength(1)
  })

  test('S21: logs a failing mail server without its text, and does not fail the change', async () => {
    const bearer = await signIn('down@example.com')
    isDown = true
    expect((await addPasskey(bearer)).status).toBe(200)
    await expect.poll(() => endpoint.logged).toContainEqual({ event: 'notice_failed', error: 'Error' })
    isDown = false
  })

  test('S21: limits the notices to one owner, but not the changes', async () => {
    const bearer = await signIn('often@example.com')
    const statuses: number[] = []
    for (let round = 0; round < 5; round++) statuses.push((await addPasskey(bearer)).status)
    expect(statuses).toEqual(Array(5).fill(200))
    await expect.poll(() => endpoint.logged.filter(({ error }) => error === 'HttpError')).toHaveLength(2)
    expect(noticesTo('often@example.com')).toEqual([added, added, added])
  })
})
