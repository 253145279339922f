import { type PostgresServer, startPostgres } from '@openkey/playground/testing/servers'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { KeyEndpointOptions } from '../../../playground/key-endpoint/index.ts'
import { createDpopKey } from '../../../playground/key-endpoint/testing/dpopKey.ts'
import { createPasskeyClient } from '../../../playground/key-endpoint/testing/passkeyClient.ts'
import { startRecordedNode } from '../../../playground/key-endpoint/testing/recordedNode.ts'
import { plainMessage, signInMessage } from '../../../playground/key-endpoint/testing/signInMessage.ts'
import { approveMessage, createSoftAuthenticator } from '../../../playground/key-endpoint/testing/softAuthenticator.ts'
import {
  startTestEndpoint,
  type TestEndpoint,
  widgetOrigin,
} from '../../../playground/key-endpoint/testing/testEndpoint.ts'

const sealingSecret = 'one secret that all replicas have in common'
const sendCodePath = '/api/auth/email-otp/send-verification-otp'
const enterCodePath = '/api/auth/sign-in/email-otp'

let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

const undo: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function startReplica(databaseUrl: string, options: Partial<KeyEndpointOptions> = {}): Promise<TestEndpoint> {
  const replica = await startTestEndpoint({ databaseUrl, sealingSecret, ...options })
  undo.push(() => replica.close())
  return replica
}

/** Two endpoints that start at once on one empty database. */
async function startTwo(options: Partial<KeyEndpointOptions> = {}): Promise<readonly [TestEndpoint, TestEndpoint]> {
  const databaseUrl = await postgres.createDatabase()
  return Promise.all([startReplica(databaseUrl, options), startReplica(databaseUrl, options)])
}

async function firstKey(replica: TestEndpoint, bearer: string) {
  const { body } = await replica.call('GET', '/api/keys', { bearer })
  return (body as { keys: [{ id: string; address: string }] }).keys[0]
}

const statusesOf = (answers: readonly { readonly status: number }[]) => answers.map(({ status }) => status).sort()

describe('two replicas of the key endpoint on one PostgreSQL', () => {
  test('share users, keys and sessions, and the end of a session', async () => {
    const [one, two] = await startTwo()
    const bearer = await one.signIn('ada@example.com')
    const key = await firstKey(one, bearer)
    expect(await firstKey(two, bearer)).toEqual(key)
    const sign = (replica: TestEndpoint) =>
      replica.call('POST', `/api/keys/${key.id}/sign`, { bearer, body: { message: 'hello' } })
    const [first, second] = [await sign(one), await sign(two)]
    expect(first.status).toBe(200)
    expect(second.body).toEqual(first.body)
    await two.call('POST', '/api/auth/sign-out', { bearer, body: {} })
    expect((await sign(one)).status).toBe(401)
  })

  test('accept a code that the other sent, once', async () => {
    const [one, two] = await startTwo()
    const email = 'ada@example.com'
    await one.call('POST', sendCodePath, { body: { email, type: 'sign-in' } })
    const body = { email, otp: await one.codeFor(email) }
    expect((await two.call('POST', enterCodePath, { body })).status).toBe(200)
    expect((await one.call('POST', enterCodePath, { body })).status).toBe(400)
  })

  test('answer requests that come to both at once with one valid code, whatever their clocks say', async () => {
    const [one, two] = await startTwo()
    two.clock.advance(-600_000)
    for (let round = 0; round < 5; round++) {
      const email = `ada${round}@example.com`
      const body = { email, type: 'sign-in' }
      const sent = await Promise.all(
        [one, two, one, two].map((replica) => replica.call('POST', sendCodePath, { body })),
      )
      expect(statusesOf(sent)).toEqual([200, 200, 200, 200])
      const code = await one.codeFor(email)
      expect(await two.codeFor(email)).toBe(code)
      expect((await two.call('POST', enterCodePath, { body: { email, otp: code } })).status).toBe(200)
    }
  })

  test('accept the right code at one while the other receives wrong ones', async () => {
    const [one, two] = await startTwo()
    for (let round = 0; round < 5; round++) {
      const email = `ada${round}@example.com`
      await one.call('POST', sendCodePath, { body: { email, type: 'sign-in' } })
      const otp = await one.codeFor(email)
      const wrong = otp === '000000' ? '000001' : '000000'
      const answers = await Promise.all([
        two.call('POST', enterCodePath, { body: { email, otp: wrong } }),
        one.call('POST', enterCodePath, { body: { email, otp } }),
        two.call('POST', enterCodePath, { body: { email, otp: wrong } }),
      ])
      expect(answers.map(({ status }) => status)).toEqual([400, 200, 400])
    }
  })

  test('accept a code once that both receive at the same time', async () => {
    const [one, two] = await startTwo()
    const email = 'ada@example.com'
    await one.call('POST', sendCodePath, { body: { email, type: 'sign-in' } })
    const body = { email, otp: await one.codeFor(email) }
    const answers = await Promise.all([one, two].map((replica) => replica.call('POST', enterCodePath, { body })))
    expect(statusesOf(answers)).toEqual([200, 400])
  })

  test('share the limits, also of what comes to both at once', async () => {
    const [one, two] = await startTwo({ limits: { signaturesPerUser: { count: 5, windowMs: 60_000 } } })
    const replicas = Array.from({ length: 14 }, (_, round) => (round % 2 ? one : two))
    const guess = (replica: TestEndpoint) =>
      replica.call('POST', enterCodePath, { body: { email: 'target@example.com', otp: '123456' } })
    const guesses = await Promise.all(replicas.map(guess))
    expect(statusesOf(guesses)).toEqual([...Array(10).fill(400), ...Array(4).fill(429)])

    const bearer = await one.signIn('ada@example.com')
    const { id } = await firstKey(two, bearer)
    const signatures = await Promise.all(
      replicas.map((replica) => replica.call('POST', `/api/keys/${id}/sign`, { bearer, body: { message: 'x' } })),
    )
    expect(statusesOf(signatures)).toEqual([...Array(5).fill(200), ...Array(9).fill(429)])
  })

  test('count wrong codes alike where the clock of one is behind', async () => {
    const [one, two] = await startTwo()
    two.clock.advance(-5_000)
    const guess = (replica: TestEndpoint) =>
      replica.call('POST', enterCodePath, { body: { email: 'target@example.com', otp: '123456' } })
    const answers = []
    for (let round = 0; round < 11; round++) answers.push(await guess(round % 2 ? two : one))
    expect(statusesOf(answers)).toEqual([...Array(10).fill(400), 429])
  })

  test('keep the limits when one of them starts again', async () => {
    const databaseUrl = await postgres.createDatabase()
    const guess = (replica: TestEndpoint) =>
      replica.call('POST', enterCodePath, { body: { email: 'target@example.com', otp: '123456' } })
    const first = await startTestEndpoint({ databaseUrl, sealingSecret })
    for (let round = 0; round < 10; round++) await guess(first)
    await first.close()
    expect((await guess(await startReplica(databaseUrl))).status).toBe(429)
  })

  test('finish a passkey ceremony that the other began, once', async () => {
    const [one, two] = await startTwo()
    const { authenticator } = await createPasskeyClient(one).registered('ada@example.com')
    const options = await createPasskeyClient(one).requestOptions()
    const { challengeToken } = options
    const answers = await Promise.all(
      [one, two].map((replica) =>
        createPasskeyClient(replica).post('verify-authentication', {
          response: authenticator.authenticate(options),
          challengeToken,
        }),
      ),
    )
    expect(statusesOf(answers)).toEqual([200, 400])
  })

  test('accept a proof of possession once, with a nonce of either', async () => {
    const [one, two] = await startTwo({ dpop: 'required' })
    const key = createDpopKey()
    const email = 'ada@example.com'
    const { headers } = await one.call('POST', sendCodePath, { body: { email, type: 'sign-in' } })
    const nonce = headers.get('dpop-nonce') ?? ''
    const signedIn = await two.call('POST', enterCodePath, {
      body: { email, otp: await one.codeFor(email) },
      headers: { dpop: key.prove({ method: 'POST', path: enterCodePath, nonce }) },
    })
    const bearer = signedIn.headers.get('set-auth-token') ?? ''
    const dpop = key.prove({ method: 'GET', path: '/api/keys', nonce, bearer })
    const listed = await Promise.all(
      [one, two].map((replica) =>
        replica.call('GET', '/api/keys', { headers: { authorization: `DPoP ${bearer}`, dpop } }),
      ),
    )
    expect(statusesOf(listed)).toEqual([200, 401])
  })

  test('open one session for one approval, and give the same signature', async () => {
    const [one, two] = await startTwo()
    const bearer = await one.signIn('ada@example.com')
    const authenticator = createSoftAuthenticator({ origin: widgetOrigin })
    await createPasskeyClient(one).register(authenticator, bearer, { counter: 0 })
    const { id } = await firstKey(one, bearer)
    const message = plainMessage()
    const approval = approveMessage(authenticator, message, { topOrigin: 'https://app.example', counter: 0 })
    const answers = await Promise.all(
      [one, two].map((replica) => replica.call('POST', `/api/keys/${id}/sign`, { body: { message, approval } })),
    )
    const bodies = answers.map(({ body }) => body as { signature: string; sessionToken?: string })
    expect(statusesOf(answers)).toEqual([200, 200])
    expect(bodies[0]?.signature).toBe(bodies[1]?.signature)
    expect(bodies.filter(({ sessionToken }) => sessionToken !== undefined)).toHaveLength(1)
  })

  test('give keys that are made at once an index each', async () => {
    const [one, two] = await startTwo()
    const bearer = await one.signIn('ada@example.com')
    const made = await Promise.all(
      [one, two, one, two].map((replica) => replica.call('POST', '/api/keys/generate', { bearer, body: {} })),
    )
    const indices = made.map(({ body }) => (body as { key: { keyIndex: number } }).key.keyIndex)
    expect(indices.sort()).toEqual([1, 2, 3, 4])
  })

  test('S14: provision an account once, whichever is asked', async () => {
    const node = await startRecordedNode()
    undo.push(node.close)
    const [one, two] = await startTwo({ bootstrap: { host: node.url } })
    const bearer = await one.signIn('ada@example.com')
    const { id, address } = await firstKey(one, bearer)
    const body = { message: signInMessage({ address }) }
    const answers = await Promise.all(
      [one, two].map((replica) => replica.call('POST', `/api/keys/${id}/sign`, { bearer, body })),
    )
    expect(statusesOf(answers)).toEqual([200, 200])
    await expect
      .poll(async () => (await two.call('GET', `/api/keys/${id}/bootstrap`, { bearer })).body)
      .toMatchObject({ bootstrap: { status: 'complete' } })
    const names = node.calls.map(({ name }) => name)
    expect(names).toContain('kv system/bootstrap/complete')
    expect(names).toHaveLength(new Set(names).size)
  })

  test('do not start with different secrets', async () => {
    const databaseUrl = await postgres.createDatabase()
    await startReplica(databaseUrl)
    const other = startReplica(databaseUrl, { sealingSecret: 'another secret, thirty-two characters or more' })
    await expect(other).rejects.toMatchObject({ name: 'StartError', code: 'sealing_secret_mismatch' })
  })
})
