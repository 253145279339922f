import { recoverMessageAddress } from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createPasskeyClient, type PasskeyClient } from '../testing/passkeyClient.ts'
import { plainMessage } from '../testing/signInMessage.ts'
import {
  approveMessage,
  type CeremonyOverrides,
  createSoftAuthenticator,
  type SoftAuthenticator,
} from '../testing/softAuthenticator.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { startTestEndpoint, type TestEndpoint, widgetOrigin } from '../testing/testEndpoint.ts'

let endpoint: TestEndpoint
let client: PasskeyClient
let ada: Person
beforeAll(async () => {
  endpoint = await startTestEndpoint()
  client = createPasskeyClient(endpoint)
  ada = await personOf('ada@example.com')
}, startTimeoutMs)
afterEach(() => endpoint.clock.reset())
afterAll(() => endpoint.close())

type Person = { readonly authenticator: SoftAuthenticator; readonly bearer: string; readonly keyId: string }
type Signed = {
  readonly signature: `0x${string}`
  readonly address: string
  readonly sessionToken?: string
  readonly partitionToken?: string
}

async function personOf(email: string): Promise<Person> {
  const { authenticator, bearer } = await client.registered(email)
  return { authenticator, bearer, keyId: await keyOf(bearer) }
}

async function keyOf(bearer: string): Promise<string> {
  const { body } = await endpoint.call('GET', '/api/keys', { bearer })
  return (body as { keys: [{ id: string }] }).keys[0].id
}

let count = 0
const messageFor = (domain = 'app.example', issuedAt = new Date(endpoint.clock.now())) =>
  plainMessage({ domain, issuedAt, nonce: `nonce${count++}nonce` })
const approve = (person: Person, message: string, overrides?: CeremonyOverrides) =>
  approveMessage(person.authenticator, message, overrides)
const sign = (keyId: string, body: object, bearer?: string) =>
  endpoint.call('POST', `/api/keys/${keyId}/sign`, { body, ...(bearer !== undefined && { bearer }) })

const refused = { status: 403, body: { error: 'Approval not accepted', code: 'approval_refused' } }
const top = { topOrigin: 'https://app.example' }

describe('createApprovals', () => {
  test('signs what the session’s user approved, and opens no second session', async () => {
    const message = messageFor()
    const { status, body } = await sign(ada.keyId, { message, approval: approve(ada, message, top) }, ada.bearer)
    const { signature, address, sessionToken } = body as Signed
    expect({ status, sessionToken }).toEqual({ status: 200, sessionToken: undefined })
    expect(await recoverMessageAddress({ message, signature })).toBe(address)
  })

  test('signs in and approves with one assertion, without a session', async () => {
    const message = messageFor()
    const { status, body } = await sign(ada.keyId, { message, approval: approve(ada, message, top) })
    const { signature, address, sessionToken: bearer = '' } = body as Signed
    expect(status).toBe(200)
    expect(await recoverMessageAddress({ message, signature })).toBe(address)
    const who = await endpoint.call('GET', '/api/auth/get-session', { bearer })
    expect(who.body).toMatchObject({ user: { email: 'ada@example.com' } })
  })

  test('binds the new session to the page around the frame', async () => {
    const message = messageFor()
    const { body } = await sign(ada.keyId, { message, approval: approve(ada, message, top) })
    const { sessionToken: bearer } = body as Signed
    expect((await sign(ada.keyId, { message: messageFor('app.example') }, bearer)).status).toBe(200)
    expect((await sign(ada.keyId, { message: messageFor('evil.example') }, bearer)).status).toBe(403)
  })

  test('accepts an approval in a window, without a page around it', async () => {
    const message = messageFor()
    expect((await sign(ada.keyId, { message, approval: approve(ada, message) }, ada.bearer)).status).toBe(200)
  })

  test.each(['with a session', 'without a session'])('rejects an approval of other bytes, %s', async (how) => {
    const [shown, sent] = [messageFor(), messageFor()]
    const bearer = how === 'with a session' ? ada.bearer : undefined
    expect(await sign(ada.keyId, { message: sent, approval: approve(ada, shown, top) }, bearer)).toMatchObject(refused)
    expect(await sign(ada.keyId, { message: `${shown} `, approval: approve(ada, shown, top) }, bearer)).toMatchObject(
      refused,
    )
  })

  test.each<[string, CeremonyOverrides]>([
    ['another page', { topOrigin: 'https://evil.example' }],
    ['another port', { topOrigin: 'https://app.example:8443' }],
    ['a page that the browser does not name', { isCrossOrigin: true }],
    ['plain http', { topOrigin: 'http://app.example' }],
    ['another widget', { ...top, origin: 'https://evil.example' }],
    ['another relying relyingParty', { ...top, rpId: 'localhost' }],
    ['no user verification', { ...top, isUserVerified: false }],
    ['a stale counter', { ...top, counter: 1 }],
    ['another user’s handle', { ...top, userHandle: Buffer.from('somebody').toString('base64url') }],
  ])('rejects an approval with %s', async (name, overrides) => {
    const person = await personOf(`${name.replace(/\W/g, '-')}@example.com`)
    const message = messageFor()
    for (const bearer of [person.bearer, undefined]) {
      const body = { message, approval: approve(person, message, overrides) }
      expect(await sign(person.keyId, body, bearer)).toMatchObject(refused)
    }
  })

  test('rejects another user’s credential, with the owner’s session and without one', async () => {
    const eve = await personOf('eve@example.com')
    for (const bearer of [ada.bearer, undefined]) {
      const message = messageFor()
      expect(await sign(ada.keyId, { message, approval: approve(eve, message, top) }, bearer)).toMatchObject(refused)
    }
  })

  test('rejects a stolen approval under the thief’s session', async () => {
    const eve = await personOf('thief@example.com')
    const message = messageFor()
    const approval = approve(ada, message, top)
    expect((await sign(ada.keyId, { message, approval }, eve.bearer)).status).toBe(404)
    expect(await sign(eve.keyId, { message, approval }, eve.bearer)).toMatchObject(refused)
  })

  test('rejects the assertion of a sign-in', async () => {
    const request = await client.requestOptions()
    const approval = { response: ada.authenticator.authenticate(request, top) }
    expect(await sign(ada.keyId, { message: messageFor(), approval })).toMatchObject(refused)
  })

  test('rejects an approval as a sign-in', async () => {
    const { challengeToken } = await client.requestOptions()
    const { response } = approve(ada, messageFor(), top)
    expect((await client.post('verify-authentication', { response, challengeToken })).status).toBe(400)
  })

  test('rejects an approval of any text but SIWE', async () => {
    const message = 'anything at all'
    expect(await sign(ada.keyId, { message, approval: approve(ada, message) }, ada.bearer)).toMatchObject(refused)
  })

  describe('replayed', () => {
    test('returns the same signature, and no second session', async () => {
      const person = await uncounted('replay@example.com')
      const message = messageFor()
      const approval = approve(person, message, { ...top, counter: 0 })
      const { sessionToken, partitionToken, ...first } = (await sign(person.keyId, { message, approval }))
        .body as Signed
      expect([sessionToken, partitionToken]).toEqual([expect.any(String), expect.any(String)])
      expect((await sign(person.keyId, { message, approval })).body).toEqual(first)
    })

    test('opens no session after an approval with a session', async () => {
      const person = await uncounted('under@example.com')
      const message = messageFor()
      const approval = approve(person, message, { ...top, counter: 0 })
      const first = await sign(person.keyId, { message, approval }, person.bearer)
      expect((await sign(person.keyId, { message, approval })).body).toEqual(first.body)
    })

    test('opens no session at any later time', async () => {
      const person = await uncounted('late@example.com')
      const message = messageFor()
      const approval = approve(person, message, { ...top, counter: 0 })
      await sign(person.keyId, { message, approval })
      for (const ms of [600_000, 700_000]) {
        endpoint.clock.advance(ms)
        const { status, body } = await sign(person.keyId, { message, approval })
        expect({ status, token: (body as Signed).sessionToken }).toEqual({ status: 200, token: undefined })
      }
    })

    test('is rejected if the authenticator has a counter', async () => {
      const message = messageFor()
      const approval = approve(ada, message, top)
      expect((await sign(ada.keyId, { message, approval }, ada.bearer)).status).toBe(200)
      expect(await sign(ada.keyId, { message, approval }, ada.bearer)).toMatchObject(refused)
    })
  })

  test.each([
    ['an old', -660_000],
    ['a future', 360_000],
  ])('signs %s message that was approved, and opens no session', async (_, offsetMs) => {
    const message = messageFor('app.example', new Date(endpoint.clock.now() + offsetMs))
    const { status, body } = await sign(ada.keyId, { message, approval: approve(ada, message, top) })
    expect({ status, token: (body as Signed).sessionToken }).toEqual({ status: 200, token: undefined })
  })

  test('is not consumed by a request with an expired session', async () => {
    const person = await personOf('over@example.com')
    endpoint.clock.advance(8 * 86_400_000)
    const message = messageFor()
    const approval = approve(person, message, top)
    expect((await sign(person.keyId, { message, approval }, person.bearer)).status).toBe(401)
    const { body } = await sign(person.keyId, { message, approval })
    expect((body as Signed).sessionToken).toEqual(expect.any(String))
  })

  test('rejects an archived key', async () => {
    const person = await personOf('archived@example.com')
    await endpoint.call('POST', `/api/keys/${person.keyId}/archive`, { bearer: person.bearer })
    const message = messageFor()
    expect(await sign(person.keyId, { message, approval: approve(person, message, top) })).toMatchObject(refused)
  })

  test('reports a malformed approval', async () => {
    const body = { message: messageFor(), approval: { response: { id: 'x' } } }
    expect(await sign(ada.keyId, body, ada.bearer)).toMatchObject({
      status: 400,
      body: { field: 'approval.response.rawId' },
    })
  })

  test('rejects a session without an approval if approvals are required', async () => {
    const strict = await startTestEndpoint({ approval: 'required' })
    const { authenticator, bearer } = await createPasskeyClient(strict).registered('strict@example.com')
    const { body } = await strict.call('GET', '/api/keys', { bearer })
    const keyId = (body as { keys: [{ id: string }] }).keys[0].id
    const path = `/api/keys/${keyId}/sign`
    const message = messageFor()
    expect(await strict.call('POST', path, { bearer, body: { message } })).toMatchObject({
      status: 403,
      body: { error: 'This endpoint signs only what a passkey approved', code: 'approval_required' },
    })
    const approval = approve({ authenticator, bearer, keyId }, message, top)
    expect((await strict.call('POST', path, { bearer, body: { message, approval } })).status).toBe(200)
    await strict.close()
  })
})

/** A person whose synced passkey counts nothing. */
async function uncounted(email: string): Promise<Person> {
  const bearer = await endpoint.signIn(email)
  const authenticator = createSoftAuthenticator({ origin: widgetOrigin })
  await client.register(authenticator, bearer, { counter: 0 })
  return { authenticator, bearer, keyId: await keyOf(bearer) }
}
