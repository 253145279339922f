import { randomBytes } from 'node:crypto'
import { systemClock } from '@openkey/protocol'
import { Hono } from 'hono'
import { recoverMessageAddress } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { BootstrapRequest } from '../bootstrap/bootstrap.ts'
import type { OpenDatabase } from '../database/database.ts'
import { openDatabase } from '../database/openDatabase.ts'
import { createReplayGuard } from '../database/replayGuard.ts'
import { key, session, user } from '../database/schema.ts'
import { handleError } from '../http/httpError.ts'
import { createBudgets } from '../limits/budgets.ts'
import type { LogEntry } from '../log.ts'
import { createPasskeyStore } from '../passkeys/passkeyStore.ts'
import { checkSealingSecret } from '../sealing/activeSecret.ts'
import { createVault } from '../sealing/vault.ts'
import { bearerAuth } from '../sessions/proofOfPossession.ts'
import { createReadCaller } from '../sessions/readCaller.ts'
import { createSessionTokens } from '../sessions/sessionToken.ts'
import { plainMessage } from '../testing/signInMessage.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { createApprovals } from './approvals.ts'
import type { KeyRow } from './keyStore.ts'
import { createKeyStore } from './keyStore.ts'
import { createFindSigningSession } from './signingSession.ts'
import { signPurposes } from './signPurpose.ts'
import { signRoute } from './signRoute.ts'

const secret = randomBytes(32)
const vault = createVault({ secrets: [secret] })
const tokens = createSessionTokens({ secrets: [secret] })
const readCaller = createReadCaller({ tokens, proofOfPossession: bearerAuth })
const embedding = { allow: 'any' } as const
const bootstraps: BootstrapRequest[] = []
const logged: LogEntry[] = []

let opened: OpenDatabase
let app: Hono
let owned: KeyRow

beforeAll(async () => {
  opened = await openDatabase({ folder: undefined })
  const { database } = opened
  await checkSealingSecret(database, [secret])
  const now = new Date()
  await database
    .insert(user)
    .values({ id: 'ada', name: '', email: 'ada@example.com', emailVerified: true, createdAt: now, updatedAt: now })
  owned = await createKeyStore({ database, vault, secrets: [secret], clock: systemClock }).generate('ada')
  const reportBootstrap = async (request: BootstrapRequest) => {
    bootstraps.push(request)
    return { status: 'skipped' } as const
  }
  const relyingParty = { rpId: 'openkey.localhost', widgetOrigin: 'http://openkey.localhost:5174', embedding } as const
  const passkeys = createPasskeyStore({ database })
  const replayGuard = createReplayGuard({ database, clock: systemClock })
  const approvals = createApprovals({ relyingParty, passkeys, replayGuard, clock: systemClock })
  const limits = { signaturesPerUser: { count: 1000, windowMs: 60_000 } }
  const budgets = createBudgets({ database, clock: systemClock, limits })
  app = new Hono().onError(handleError({ log: () => {} })).route(
    '/',
    signRoute({
      findSigningSession: createFindSigningSession({ database, readCaller, budgets, clock: systemClock }),
      keys: createKeyStore({ database, vault, secrets: [secret], clock: systemClock }),
      approvals,
      approval: 'optional',
      proofOfPossession: bearerAuth,
      signInByPasskey: async () => ({ sessionToken: 'none', partitionToken: 'none' }),
      budgets,
      vault,
      reportBootstrap,
      log: (entry) => logged.push(entry),
    }),
  )
}, startTimeoutMs)
afterAll(() => opened.close())

async function openSession({ userId = 'ada', topOrigin = null as string | null, lifetimeMs = 60_000 } = {}) {
  const now = new Date()
  const token = randomBytes(16).toString('hex')
  const expiresAt = new Date(now.getTime() + lifetimeMs)
  const row = { id: token, token, userId, createdAt: now, updatedAt: now, expiresAt, topOrigin }
  await opened.database.insert(session).values(row)
  return tokens.sign(token)
}

type Signed = { readonly signature: `0x${string}` }

async function sign(body: unknown, { bearer, keyId = owned.id }: { bearer?: string; keyId?: string } = {}) {
  const headers = { authorization: `Bearer ${bearer ?? (await openSession())}` }
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const response = await app.request(`/${keyId}/sign`, { method: 'POST', headers, body: text })
  return { status: response.status, body: (await response.json()) as Signed }
}

describe('signRoute', () => {
  test('signs so that an independent library recovers the key’s address', async () => {
    const message = plainMessage()
    const { status, body } = await sign({ message })
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        signature: expect.stringMatching(/^0x[0-9a-f]{128}(1b|1c)$/),
        address: owned.address,
        format: 'personal_sign',
        tinycloudBootstrap: { status: 'skipped' },
      },
    })
    expect(await recoverMessageAddress({ message, signature: body.signature })).toBe(owned.address)
  })

  test.each(['é', '\n', '🔑', 'x'.repeat(32_768)])('signs the UTF-8 bytes of the message (%#)', async (message) => {
    const { body } = await sign({ message, format: 'personal_sign' })
    expect(await recoverMessageAddress({ message, signature: body.signature })).toBe(owned.address)
  })

  test('passes the message and a signing function to the bootstrap', async () => {
    bootstraps.length = 0
    await sign({ message: 'first' })
    const [request] = bootstraps
    expect(request).toMatchObject({ userId: 'ada', keyId: owned.id, address: owned.address, message: 'first' })
    const signature = request?.sign('second') ?? '0x'
    expect(await recoverMessageAddress({ message: 'second', signature })).toBe(owned.address)
  })

  test.each([...signPurposes, undefined])(
    'logs the purpose %s, which changes no byte of the signature',
    async (purpose) => {
      const message = plainMessage()
      const { body: plain } = await sign({ message })
      const { body } = await sign({ message, purpose })
      expect(body).toEqual(plain)
      expect(logged.at(-1)).toEqual({ event: 'signature', ...(purpose && { purpose }) })
    },
  )

  test.each(['because', '', 7, {}])('signs for an unknown purpose %j as for none', async (purpose) => {
    expect(await sign({ message: 'hello', purpose })).toMatchObject({ status: 200 })
    expect(logged.at(-1)).toEqual({ event: 'signature' })
  })

  test.each([
    ['body', 'not json'],
    ['body', []],
    ['message', {}],
    ['message', { message: '' }],
    ['message', { message: 7 }],
    ['message', { message: 'x'.repeat(32_769) }],
    ['message', { message: '\ud800' }],
    ['format', { message: 'hello', format: 'raw' }],
    ['format', { message: 'hello', format: 'eip712' }],
  ])('rejects a request and reports its %s (%#)', async (field, body) => {
    bootstraps.length = 0
    expect(await sign(body)).toMatchObject({ status: 400, body: { field } })
    expect(bootstraps).toEqual([])
  })

  test('rejects an expired session', async () => {
    const bearer = await openSession({ lifetimeMs: -1 })
    expect(await sign({ message: 'x' }, { bearer })).toEqual({ status: 401, body: { error: 'Unauthorized' } })
  })

  test('rejects a session token without its signature', async () => {
    const bearer = (await openSession()).replace(/\..*/, '')
    expect(await sign({ message: 'x' }, { bearer })).toEqual({ status: 401, body: { error: 'Unauthorized' } })
  })

  test('responds with 404 for an archived key', async () => {
    const keys = createKeyStore({ database: opened.database, vault, secrets: [secret], clock: systemClock })
    const { id } = await keys.generate('ada')
    await keys.archive('ada', id)
    expect(await sign({ message: 'x' }, { keyId: id })).toEqual({ status: 404, body: { error: 'Key not found' } })
  })

  test('S7: answers each of the callers that ask at once for itself', async () => {
    const keys = createKeyStore({ database: opened.database, vault, secrets: [secret], clock: systemClock })
    const now = new Date()
    const grace = { id: 'grace', name: '', email: 'grace@example.com', emailVerified: true }
    await opened.database.insert(user).values({ ...grace, createdAt: now, updatedAt: now })
    const [first, second, foreign] = [owned, await keys.generate('ada'), await keys.generate('grace')]
    const ada = await openSession()
    const expired = await openSession({ lifetimeMs: -1 })
    const graces = await openSession({ userId: 'grace' })
    const answers = await Promise.all([
      sign({ message: 'x' }, { bearer: expired, keyId: first.id }),
      sign({ message: 'x' }, { bearer: graces, keyId: foreign.id }),
      sign({ message: 'x' }, { bearer: ada, keyId: second.id }),
      sign({ message: 'x' }, { bearer: graces, keyId: first.id }),
      sign({ message: 'x' }, { bearer: ada, keyId: first.id }),
      sign({ message: 'x' }, { bearer: ada, keyId: foreign.id }),
    ])
    expect(answers).toMatchObject([
      { status: 401 },
      { status: 200, body: { address: foreign.address } },
      { status: 200, body: { address: second.address } },
      { status: 404 },
      { status: 200, body: { address: first.address } },
      { status: 404 },
    ])
  })

  test.each(['%00', '%00a', '%22', '%5C', '%7B%7D', 'NULL', '%E2%82%AC'])(
    'S21: finds no key %s, and the key of a caller beside it',
    async (keyId) => {
      const answers = await Promise.all([sign({ message: 'x' }, { keyId }), sign({ message: 'x' })])
      expect(answers.map(({ status }) => status)).toEqual([404, 200])
    },
  )

  test('rejects an external key', async () => {
    const external = { id: 'external', address: '0x0', keyType: 'EXTERNAL', keyIndex: 99, label: 'Wallet' } as const
    await opened.database.insert(key).values({ ...external, userId: 'ada', createdAt: new Date() })
    expect(await sign({ message: 'x' }, { keyId: 'external' })).toEqual({
      status: 400,
      body: { error: 'External keys must be signed client-side' },
    })
  })

  test('rejects sealed bytes that were moved to another key', async () => {
    const { sealed, sealingContext } = owned
    const moved = { id: 'moved', address: '0x1', keyType: 'MANAGED', keyIndex: 98, label: 'Moved' } as const
    await opened.database.insert(key).values({ ...moved, sealed, sealingContext, userId: 'ada', createdAt: new Date() })
    expect(await sign({ message: 'x' }, { keyId: 'moved' })).toEqual({
      status: 500,
      body: { error: 'Internal server error' },
    })
  })

  test.each([
    ['https://app.example', plainMessage()],
    ['https://app.example', plainMessage({ domain: 'app.example', scheme: 'https' })],
    ['https://app.example:8443', plainMessage({ domain: 'app.example:8443' })],
    ['http://localhost:5173', plainMessage({ domain: 'localhost:5173' })],
    ['http://localhost:5173', plainMessage({ domain: 'localhost' })],
  ])('signs for the domain of the page around the frame, %s (%#)', async (topOrigin, message) => {
    const bearer = await openSession({ topOrigin })
    expect(await sign({ message }, { bearer })).toMatchObject({ status: 200 })
  })

  test.each([
    ['https://app.example', plainMessage({ domain: 'evil.example' })],
    ['https://app.example', plainMessage({ domain: 'app.example', scheme: 'http' })],
    ['https://app.example:8443', plainMessage()],
    ['http://localhost:5173', plainMessage({ domain: 'localhost:5174' })],
    ['https://app.example', 'plain text'],
    ['https://app.example', `${plainMessage()}\n`],
  ])('rejects another domain in a frame on %s (%#)', async (topOrigin, message) => {
    bootstraps.length = 0
    const bearer = await openSession({ topOrigin })
    const { host } = new URL(topOrigin)
    expect(await sign({ message }, { bearer })).toEqual({
      status: 403,
      body: { error: `This session signs for ${host} only` },
    })
    expect(bootstraps).toEqual([])
  })
})
