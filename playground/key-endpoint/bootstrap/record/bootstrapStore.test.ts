import { randomBytes } from 'node:crypto'
import { systemClock } from '@openkey/protocol'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenDatabase } from '../../database/database.ts'
import { openDatabase } from '../../database/openDatabase.ts'
import { tinycloudBootstrapState as table, user } from '../../database/schema.ts'
import { createKeyStore } from '../../keys/keyStore.ts'
import { checkSealingSecret } from '../../sealing/activeSecret.ts'
import { createVault } from '../../sealing/vault.ts'
import { startTimeoutMs } from '../../testing/startTimeoutMs.ts'
import type { BootstrapKey } from './bootstrapStore.ts'
import { type BootstrapStore, type Claim, createBootstrapStore } from './bootstrapStore.ts'

const leaseMs = 1_000
const owner = { userId: 'ada', address: '0x0' }

let opened: OpenDatabase
let now = Date.now()
let key: BootstrapKey
let store: BootstrapStore

beforeAll(async () => {
  opened = await openDatabase({ folder: undefined })
  const at = new Date(now)
  await opened.database
    .insert(user)
    .values({ id: 'ada', name: '', email: 'a@example.com', emailVerified: true, createdAt: at, updatedAt: at })
}, startTimeoutMs)
afterAll(() => opened.close())

const secret = randomBytes(32)

beforeEach(async () => {
  const { database } = opened
  await checkSealingSecret(database, [secret])
  const vault = createVault({ secrets: [secret] })
  const keys = createKeyStore({ database, vault, secrets: [secret], clock: systemClock })
  key = { keyId: (await keys.generate('ada')).id, chainId: 1, host: 'http://node', version: 'v1' }
  store = createBootstrapStore({ database, clock: { now: () => now }, leaseMs })
})

async function claimed(): Promise<Claim> {
  const claim = await store.claim(owner, key)
  if (claim === undefined) throw new Error('Another attempt holds the account.')
  return claim
}

const row = async () => (await opened.database.select().from(table).where(eq(table.keyId, key.keyId)))[0]

describe('createBootstrapStore', () => {
  test('S14: gives an account to one of a hundred concurrent claims', async () => {
    const claims = await Promise.all(Array.from({ length: 100 }, () => store.claim(owner, key)))
    expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1)
    expect(await opened.database.$count(table, eq(table.keyId, key.keyId))).toBe(1)
  })

  test('knows whether an account was complete, in whatever version', async () => {
    expect(await store.wasComplete(key)).toBe(false)
    const claim = await claimed()
    expect(await store.wasComplete(key)).toBe(false)
    await store.complete(claim, [])
    const others = [{ version: 'v2' }, { chainId: 5 }, { host: 'http://other' }, { keyId: 'other' }]
    expect(await Promise.all(others.map((other) => store.wasComplete({ ...key, ...other })))).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  test('keeps one row for each key, chain, node and version', async () => {
    const others = [{ chainId: 5 }, { host: 'http://other' }, { version: 'v2' }, {}]
    const claims = await Promise.all(others.map((other) => store.claim(owner, { ...key, ...other })))
    expect(claims.every((claim) => claim !== undefined)).toBe(true)
  })

  test('holds a claim until its lease expires', async () => {
    const first = await claimed()
    now += leaseMs - 1
    expect(await store.claim(owner, key)).toBeUndefined()
    now += 1
    const second = await claimed()
    expect(second.attemptId).not.toBe(first.attemptId)
  })

  test('renews a lease, and records the progress', async () => {
    const claim = await claimed()
    now += leaseMs - 1
    const steps = [{ step: 'host:default', startedAfterMs: 0, durationMs: 1, outcome: 'done' as const }]
    expect(await store.renew(claim, steps)).toEqual({ ...claim, expiresAt: now + leaseMs })
    now += leaseMs - 1
    expect(await store.claim(owner, key)).toBeUndefined()
    expect(await row()).toMatchObject({ status: 'in_progress', steps })
  })

  test('rejects writes of an attempt that was taken over', async () => {
    const first = await claimed()
    now += leaseMs
    const second = await claimed()
    const failure = { code: 'x', reason: 'y', steps: [] }
    expect([await store.renew(first, []), await store.complete(first, []), await store.fail(first, failure)]).toEqual([
      undefined,
      false,
      false,
    ])
    expect(await row()).toMatchObject({ status: 'in_progress', attemptId: second.attemptId })
  })

  test('rejects claims of a complete account', async () => {
    const claim = await claimed()
    expect(await store.complete(claim, [])).toBe(true)
    now += 10 * leaseMs
    expect(await store.claim(owner, key)).toBeUndefined()
    expect(await row()).toMatchObject({ status: 'complete', attemptId: null, lockExpiresAt: null })
    expect(await store.accountStatus('ada', key)).toEqual({ isAutoSignEnabled: true, isComplete: true })
    expect(await store.complete(claim, [])).toBe(false)
  })

  test('accepts the next claim of a failed account immediately', async () => {
    const claim = await claimed()
    expect(await store.fail(claim, { code: 'some_code', reason: 'A reason.', steps: [] })).toBe(true)
    expect(await row()).toMatchObject({ status: 'failed', failureCode: 'some_code', failureReason: 'A reason.' })
    await claimed()
    expect(await row()).toMatchObject({ status: 'in_progress', failureCode: null, failureReason: null })
  })

  test('reports nothing for a deleted user', async () => {
    expect(await store.accountStatus('nobody', key)).toEqual({ isAutoSignEnabled: false, isComplete: false })
  })

  test('returns the most recent row of a key', async () => {
    expect(await store.latest(key.keyId)).toBeUndefined()
    await claimed()
    now += 1
    await store.claim(owner, { ...key, version: 'v2' })
    expect(await store.latest(key.keyId)).toMatchObject({ bootstrapVersion: 'v2' })
  })
})
