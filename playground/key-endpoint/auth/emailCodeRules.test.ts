import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../database/database.ts'
import { createPasskeyClient, type PasskeyClient } from '../testing/passkeyClient.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint } from '../testing/testEndpoint.ts'
import { allowsExistingAccounts, createEmailCodeRules } from './emailCodeRules.ts'
import { createPartitionTokens } from './partitionTokens.ts'

const trusted = 'https://trusted.example'
const stranger = 'https://stranger.example'
const loopback = 'http://localhost:5173'

let endpoint: TestEndpoint
let passkeys: PasskeyClient
beforeAll(async () => {
  endpoint = await startTestEndpoint({ emailCode: { trustedOrigins: [trusted] } })
  passkeys = createPasskeyClient(endpoint)
}, startTimeoutMs)
afterAll(() => endpoint.close())

type Place = { readonly topOrigin?: string; readonly partitionToken?: string }

const sendCode = (email: string, topOrigin?: string) =>
  endpoint.call('POST', '/api/auth/email-otp/send-verification-otp', {
    body: { email, type: 'sign-in', ...(topOrigin !== undefined && { topOrigin }) },
  })

async function signIn(email: string, place: Place) {
  await sendCode(email, place.topOrigin)
  const body = { email, otp: await endpoint.codeFor(email), ...place }
  return endpoint.call('POST', '/api/auth/sign-in/email-otp', { body })
}

async function letterTo(email: string) {
  const { body } = await endpoint.call('GET', `/inbox.json?to=${email}`)
  return (body as { letters: [{ text: string }] }).letters[0].text
}

const windowRequired = {
  status: 403,
  body: { error: 'This account is opened in a window', code: 'window_required' },
}
const passkeyRequired = {
  status: 403,
  body: { error: 'This account is opened by its passkey first', code: 'passkey_required' },
}

describe('createEmailCodeRules', () => {
  test('S17: opens no existing account in a frame on an untrusted page', async () => {
    await endpoint.signIn('ada@example.com')
    expect(await signIn('ada@example.com', { topOrigin: stranger })).toMatchObject(windowRequired)
  })

  test('S17: leaves no session and no code after a rejection', async () => {
    const bearer = await endpoint.signIn('left@example.com')
    const { headers } = await signIn('left@example.com', { topOrigin: stranger })
    expect(headers.get('set-auth-token')).toBeNull()
    const { body } = await endpoint.call('GET', '/api/sessions', { bearer })
    expect(body).toMatchObject({ sessions: [{ isCurrent: true }] })
    expect((body as { sessions: unknown[] }).sessions).toHaveLength(1)
    const otp = await endpoint.codeFor('left@example.com')
    const again = { email: 'left@example.com', otp }
    expect((await endpoint.call('POST', '/api/auth/sign-in/email-otp', { body: again })).status).toBe(400)
  })

  test('S17: reports a forbidden page only for the correct code', async () => {
    await endpoint.signIn('known@example.com')
    const answers = await Promise.all(
      ['known@example.com', 'unknown@example.com'].map(async (email) => {
        await sendCode(email, stranger)
        const otp = (await endpoint.codeFor(email)) === '000000' ? '000001' : '000000'
        const body = { email, otp, topOrigin: stranger }
        const { status, body: text } = await endpoint.call('POST', '/api/auth/sign-in/email-otp', { body })
        return { status, text }
      }),
    )
    expect(answers[0]).toEqual(answers[1])
  })

  test.each([
    ['a new account in any frame', 'new@example.com', { topOrigin: stranger }],
    ['an existing account in a frame on a trusted page', 'ada@example.com', { topOrigin: trusted }],
    ['an existing account in a frame on loopback', 'ada@example.com', { topOrigin: loopback }],
    ['an existing account in a window', 'ada@example.com', {}],
  ])('S17: opens %s', async (_, email, place) => {
    expect((await signIn(email, place)).status).toBe(200)
  })

  test('S17: requires the passkey of an account that has one, the first time in a partition', async () => {
    const { authenticator } = await passkeys.registered('keyed@example.com')
    expect(await signIn('keyed@example.com', { topOrigin: loopback })).toMatchObject(passkeyRequired)
    const { body } = await passkeys.authenticate(authenticator, { topOrigin: loopback })
    const { partitionToken } = body as { partitionToken: string }
    expect((await signIn('keyed@example.com', { topOrigin: loopback, partitionToken })).status).toBe(200)
  })

  test('S17: rejects the partition token of another user', async () => {
    await passkeys.registered('mine@example.com')
    const { body } = await signIn('other@example.com', { topOrigin: loopback })
    const { partitionToken } = body as { partitionToken: string }
    const place = { topOrigin: loopback, partitionToken }
    expect(await signIn('mine@example.com', place)).toMatchObject(passkeyRequired)
  })

  test('S17: names in the email the one host where the code may be entered', async () => {
    await endpoint.signIn('reader@example.com')
    const named = async (topOrigin?: string) => {
      await sendCode('reader@example.com', topOrigin)
      return /shows (\S+)\. /.exec(await letterTo('reader@example.com'))?.[1]
    }
    expect(await named()).toBe('openkey.localhost:5174')
    expect(await named(trusted)).toBe('trusted.example')
    expect(await named(loopback)).toBe('localhost:5173')
    expect(await named(stranger)).toBe('openkey.localhost:5174')
    await sendCode('newcomer@example.com', stranger)
    expect(await letterTo('newcomer@example.com')).toContain('shows openkey.localhost:5174.')
  })

  test('S17: names no loopback page unless the endpoint is on loopback', () => {
    const rules = createEmailCodeRules({
      database: {} as Database,
      policy: { publicUrl: 'https://api.openkey.example', trustedOrigins: [trusted] },
      partitions: createPartitionTokens({ secrets: [Buffer.from('secret')] }),
      widgetOrigin: 'https://openkey.example',
    })
    const named = [loopback, trusted, stranger].map((topOrigin) => rules.hostFor(undefined, { topOrigin }))
    expect(named).toEqual(['openkey.example', 'trusted.example', 'openkey.example'])
  })

  test.each(['https://app.example/', 'app.example', 'null', 7])('rejects %j as an origin', async (topOrigin) => {
    const body = { email: 'a@example.com', type: 'sign-in', topOrigin }
    expect(await endpoint.call('POST', '/api/auth/email-otp/send-verification-otp', { body })).toMatchObject({
      status: 400,
      body: { field: 'topOrigin' },
    })
  })
})

describe('allowsExistingAccounts', () => {
  test.each([
    ['allow', stranger, true],
    ['refuse', trusted, false],
    ['refuse', loopback, false],
    ['trusted', trusted, true],
    ['trusted', loopback, true],
    ['trusted', `${trusted}:8443`, false],
    ['trusted', 'https://localhost.evil.example', false],
    ['trusted', stranger, false],
  ] as const)('%s, on %s: %s', (existingAccountsInFrame, topOrigin, isOpen) => {
    const policy = { existingAccountsInFrame, trustedOrigins: [trusted], publicUrl: 'http://127.0.0.1:5175' }
    expect(allowsExistingAccounts(policy, topOrigin)).toBe(isOpen)
  })

  test('S17: trusts no loopback page unless the endpoint is on loopback', () => {
    const policy = { trustedOrigins: [trusted], publicUrl: 'https://api.openkey.example' }
    expect([allowsExistingAccounts(policy, loopback), allowsExistingAccounts(policy, trusted)]).toEqual([false, true])
  })
})

describe('createPartitionTokens', () => {
  const tokens = createPartitionTokens({ secrets: [Buffer.from('secret')] })

  test('accepts its own tokens for their user', () => {
    const token = tokens.issue('ada')
    expect([tokens.isOf('ada', token), tokens.isOf('eve', token)]).toEqual([true, false])
  })

  test.each(['', '.', 'x', 'x.y', `${tokens.issue('ada')}=`])('rejects %j', (token) => {
    expect(tokens.isOf('ada', token)).toBe(false)
  })
})
