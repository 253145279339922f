import { createHostingMessage, createSessionKey } from '@openkey/protocol/session'
import { recoverPersonalSigner } from '@openkey/protocol/siwe'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createDpopKey } from '../testing/dpopKey.ts'
import { createPasskeyClient } from '../testing/passkeyClient.ts'
import { signInMessage } from '../testing/signInMessage.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint } from '../testing/testEndpoint.ts'

type Key = { readonly id: string; readonly address: string }

let endpoint: TestEndpoint
let bearer: string
let key: Key
beforeAll(async () => {
  endpoint = await startTestEndpoint()
  bearer = await endpoint.signIn('ada@example.com')
  key = await firstKey(bearer)
}, startTimeoutMs)
afterEach(() => endpoint.clock.reset())
afterAll(() => endpoint.close())

async function firstKey(session: string): Promise<Key> {
  const { body } = await endpoint.call('GET', '/api/keys', { bearer: session })
  const [first = { id: '', address: '' }] = (body as { keys: readonly Key[] }).keys
  return first
}

/** The message that lets a node host a space of Ada's account. */
const hosting = (space = 'default') =>
  createHostingMessage({
    address: key.address,
    chainId: 1,
    domain: 'cli.tinycloud.xyz',
    issuedAt: new Date(endpoint.clock.now()).toISOString(),
    spaceId: `tinycloud:pkh:eip155:1:${key.address}:${space}`,
    peerId: createSessionKey().did,
  })

const request = (changes: object = {}) => ({
  address: key.address,
  chainId: 1,
  message: hosting(),
  type: 'siwe',
  purpose: 'bootstrap-host',
  ...changes,
})

async function sign(changes: object = {}, session = bearer) {
  const { status, body } = await endpoint.call('POST', '/api/delegate/sign', {
    bearer: session,
    body: request(changes),
  })
  return { status, body }
}

const lastDecision = () => endpoint.logged.findLast(({ event }) => event === 'delegated_signature')
const outside = {
  approved: false,
  needsApproval: true,
  code: 'outside_bootstrap_allowlist',
  reason: expect.any(String),
}

describe('POST /api/delegate/sign', () => {
  test('signs a message of the bootstrap, by the address or the id of the key', async () => {
    for (const changes of [{}, { keyId: key.id }, { address: key.address.toLowerCase() }]) {
      const message = hosting()
      const { status, body } = await sign({ message, ...changes })
      expect({ status, body }).toEqual({ status: 200, body: { approved: true, signature: expect.any(String) } })
      const { signature } = body as { signature: `0x${string}` }
      expect(recoverPersonalSigner(message, signature)).toBe(key.address)
    }
    expect(lastDecision()).toEqual({ event: 'delegated_signature', outcome: 'approved', purpose: 'bootstrap-host' })
  })

  test.each<[string, () => object]>([
    ['a sign-in', () => ({ message: signInMessage({ address: key.address }), purpose: 'sign-in' })],
    ['hosting of another space', () => ({ message: hosting('photos') })],
    ['a text', () => ({ message: 'Send everything.', type: 'message' })],
    ['a message that is passed as text', () => ({ type: 'message' })],
    ['another chain', () => ({ chainId: 10 })],
  ])('needs its owner for %s, and says so', async (_, changes) => {
    expect(await sign(changes())).toEqual({ status: 200, body: outside })
    expect(lastDecision()).toMatchObject({ outcome: 'refused', reason: 'outside_bootstrap_allowlist' })
  })

  test('signs nothing while automatic signing is off', async () => {
    const setAutoSign = (autoSignEnabled: boolean) =>
      endpoint.call('PATCH', '/api/account/auto-sign', { bearer, body: { autoSignEnabled } })
    await setAutoSign(false)
    expect(await sign()).toMatchObject({
      status: 200,
      body: { approved: false, needsApproval: true, code: 'auto_sign_disabled' },
    })
    expect(lastDecision()).toMatchObject({ outcome: 'refused', reason: 'auto_sign_disabled' })
    await setAutoSign(true)
    expect(await sign()).toMatchObject({ body: { approved: true } })
  })

  test.each<[number, string, object]>([
    [404, 'another user’s key', { keyId: 'none' }],
    [404, 'an address without a key', { address: `0x${'12'.repeat(20)}` }],
  ])('answers %i for %s', async (status, _, changes) => {
    expect(await sign(changes)).toEqual({ status, body: { approved: false, reason: expect.any(String) } })
  })

  test('answers 403 for an address that is not that of the key', async () => {
    const address = `0x${'12'.repeat(20)}`
    expect(await sign({ keyId: key.id, address })).toEqual({
      status: 403,
      body: { approved: false, reason: 'The address is not that of the key' },
    })
  })

  test('signs for nobody but the owner of the key', async () => {
    const other = await endpoint.signIn('eve@example.com')
    expect(await sign({ keyId: key.id }, other)).toMatchObject({ status: 404 })
    expect(await sign({}, other)).toMatchObject({ status: 404 })
  })

  test.each<[string, object]>([
    ['address', { address: '0x12' }],
    ['chainId', { chainId: '1' }],
    ['message', { message: '' }],
    ['type', { type: 'transaction' }],
    ['purpose', { purpose: 'because' }],
  ])('answers 400 for an invalid %s', async (field, changes) => {
    expect(await sign(changes)).toMatchObject({ status: 400, body: { field } })
  })

  test('S7: needs a session that belongs to no page', async () => {
    expect((await endpoint.call('POST', '/api/delegate/sign', { body: request() })).status).toBe(401)
    const page = createPasskeyClient(endpoint)
    const { authenticator } = await page.registered('frame@example.com')
    const { body } = await page.authenticate(authenticator, { topOrigin: 'https://app.example' })
    const inFrame = (body as { sessionToken: string }).sessionToken
    expect(await sign({}, inFrame)).toMatchObject({ status: 403 })
  })

  test('accepts no web page but the widget', async () => {
    const headers = { origin: 'https://app.example' }
    const { status } = await endpoint.call('POST', '/api/delegate/sign', { bearer, headers, body: request() })
    expect(status).toBe(403)
  })

  test('the log contains neither message nor address', async () => {
    await sign({ message: signInMessage({ address: key.address }) })
    expect(JSON.stringify(endpoint.logged)).not.toContain(key.address)
    expect(JSON.stringify(endpoint.logged)).not.toContain('wants you to sign in')
  })
})

describe('limits of POST /api/delegate/sign', () => {
  const one = { count: 1, windowMs: 60_000 }

  test.each(['delegatedPerUser', 'delegatedPerKey'])('S21: counts against %s', async (limit) => {
    const limited = await startTestEndpoint({ limits: { [limit]: one } })
    const session = await limited.signIn('ada@example.com')
    const { body } = await limited.call('GET', '/api/keys', { bearer: session })
    const [{ address } = { address: '' }] = (body as { keys: readonly Key[] }).keys
    const call = () => limited.call('POST', '/api/delegate/sign', { bearer: session, body: request({ address }) })
    expect((await call()).status).toBe(200)
    expect((await call()).status).toBe(429)
    await limited.close()
  })

  test('S7: needs the proof of the session’s key, where sessions are bound', async () => {
    const bound = await startTestEndpoint({ dpop: 'required' })
    const email = 'ada@example.com'
    const proofKey = createDpopKey()
    const nonce = (await bound.call('GET', '/api/auth/providers')).headers.get('DPoP-Nonce') ?? undefined
    const signInPath = '/api/auth/sign-in/email-otp'
    await bound.call('POST', '/api/auth/email-otp/send-verification-otp', { body: { email, type: 'sign-in' } })
    const { headers } = await bound.call('POST', signInPath, {
      headers: { DPoP: proofKey.prove({ method: 'POST', path: signInPath, nonce }) },
      body: { email, otp: await bound.codeFor(email) },
    })
    const session = headers.get('set-auth-token') ?? ''
    const path = '/api/delegate/sign'
    const proof = (by = proofKey) => ({
      authorization: `DPoP ${session}`,
      DPoP: by.prove({ method: 'POST', path, nonce, bearer: session }),
    })
    const statusWith = async (headers: Readonly<Record<string, string>>) =>
      (await bound.call('POST', path, { headers, body: request() })).status
    expect(await statusWith({ authorization: `Bearer ${session}` })).toBe(401)
    expect(await statusWith({ authorization: `DPoP ${session}` })).toBe(401)
    expect(await statusWith(proof(createDpopKey()))).toBe(401)
    expect(await statusWith(proof())).toBe(404)
    await bound.close()
  })
})
