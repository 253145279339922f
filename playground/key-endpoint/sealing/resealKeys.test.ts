import { randomBytes } from 'node:crypto'
import { systemClock } from '@openkey/protocol'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { OpenDatabase } from '../database/database.ts'
import { openDatabase } from '../database/openDatabase.ts'
import { key, sealingCanary, user } from '../database/schema.ts'
import { createKeyStore } from '../keys/keyStore.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { checkSealingSecret } from './activeSecret.ts'
import { resealKeys } from './resealKeys.ts'
import type { AcceptedSecrets } from './secrets.ts'
import { createVault } from './vault.ts'

const [previous, secret, third] = [randomBytes(32), randomBytes(32), randomBytes(32)]

let opened: OpenDatabase
beforeAll(async () => {
  opened = await openDatabase({ folder: undefined })
  const now = new Date()
  await opened.database
    .insert(user)
    .values({ id: 'ada', name: '', email: 'a@example.com', emailVerified: true, createdAt: now, updatedAt: now })
}, startTimeoutMs)
afterAll(() => opened.close())

/** The keys of an endpoint that accepts these secrets. */
const keysOf = (...secrets: AcceptedSecrets) =>
  createKeyStore({
    database: opened.database,
    vault: createVault({ secrets }),
    secrets,
    clock: systemClock,
  })

beforeEach(async () => {
  await opened.database.delete(key)
  await opened.database.delete(sealingCanary)
  await checkSealingSecret(opened.database, [previous])
  for (let round = 0; round < 6; round++) await keysOf(previous).generate('ada')
})

/** How many stored keys open under a secret. */
async function countUnder(one: Uint8Array): Promise<number> {
  const vault = createVault({ secrets: [one] })
  const rows = await opened.database.select().from(key)
  return rows.filter(({ sealed, sealingContext, ...row }) => {
    try {
      return sealed && sealingContext && vault.open({ ...row, sealed, sealingContext }, () => true)
    } catch {
      return false
    }
  }).length
}

const reseal = (options: { onProgress?: (moved: number) => void; signal?: AbortSignal } = {}) =>
  resealKeys({ database: opened.database, secret, previous, ...options })

describe('resealKeys', () => {
  test('S21: moves every key, and the same private key opens under the new secret', async () => {
    const [row] = await opened.database.select().from(key)
    const open = async (one: Uint8Array) => {
      const [{ sealed, sealingContext, ...stored } = { sealed: null, sealingContext: null }] = await opened.database
        .select()
        .from(key)
        .where(eq(key.id, row?.id ?? ''))
      if (!sealed || !sealingContext || !('id' in stored)) throw new Error('No such key.')
      return createVault({ secrets: [one] }).open({ ...stored, sealed, sealingContext }, (bytes) => Buffer.from(bytes))
    }
    const before = await open(previous)
    expect(await reseal()).toBe(6)
    expect(await open(secret)).toEqual(before)
    expect([await countUnder(previous), await countUnder(secret)]).toEqual([0, 6])
  })

  test('S21: continues a stopped run, and moves no key twice', async () => {
    const controller = new AbortController()
    const onProgress = (moved: number) => {
      if (moved === 2) controller.abort()
    }
    expect(await reseal({ onProgress, signal: controller.signal })).toBeUndefined()
    expect([await countUnder(previous), await countUnder(secret)]).toEqual([4, 2])
    expect((await checkSealingSecret(opened.database, [secret, previous]))[0]).toBe(previous)
    expect(await reseal()).toBe(4)
    expect(await reseal()).toBe(0)
    expect([await countUnder(previous), await countUnder(secret)]).toEqual([0, 6])
  })

  test('S21: moves the keys generated while it runs', async () => {
    const made: Promise<unknown>[] = []
    const endpoint = keysOf(secret, previous)
    await reseal({ onProgress: () => made.push(endpoint.generate('ada')) })
    await Promise.all(made)
    expect([await countUnder(previous), await countUnder(secret)]).toEqual([0, 12])
  })

  test('S21: generates no key under a replaced secret', async () => {
    await reseal()
    await expect(keysOf(previous).generate('ada')).rejects.toMatchObject({ code: 'sealing_secret_mismatch' })
    await expect(checkSealingSecret(opened.database, [previous])).rejects.toMatchObject({
      code: 'sealing_secret_mismatch',
    })
    expect(await checkSealingSecret(opened.database, [secret])).toEqual([secret])
  })

  test('S21: changes nothing that is sealed under a third secret', async () => {
    const { database } = opened
    await expect(resealKeys({ database, secret, previous: third })).rejects.toMatchObject({
      code: 'sealing_secret_mismatch',
    })
    expect(await countUnder(previous)).toBe(6)
  })

  test('S21: reports a key that opens under neither secret, and keeps the previous one active', async () => {
    const id = 'zzz'
    const stranger = createVault({ secrets: [third] }).put(id, randomBytes(32))
    const now = new Date()
    const row = { ...stranger, userId: 'ada', keyType: 'MANAGED' as const, keyIndex: 99, label: 'x', createdAt: now }
    await opened.database.insert(key).values(row)
    await expect(reseal()).rejects.toThrow('The key in row zzz opens under neither secret.')
    expect((await checkSealingSecret(opened.database, [secret, previous]))[0]).toBe(previous)
  })
})
