import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenDatabase, openDatabase } from '../../playground/key-endpoint/database/openDatabase.ts'
import { key, user } from '../../playground/key-endpoint/database/schema.ts'
import { createVault } from '../../playground/key-endpoint/sealing/vault.ts'
import { startTestEndpoint, type TestEndpoint } from '../../playground/key-endpoint/testing/testEndpoint.ts'
import { type PostgresServer, startPostgres } from '../fixtures/processes/startPostgres.ts'

const former = 'the former sealing secret of all replicas'
const sealingSecret = 'the new sealing secret of all replicas'
const both = { sealingSecret, previousSealingSecret: former }

/** So many that the command is still at work when it is killed. */
const manyKeys = 2_000

let postgres: PostgresServer
let databaseUrl: string
let opened: OpenDatabase
beforeAll(async () => {
  postgres = await startPostgres()
  databaseUrl = await postgres.createDatabase()
}, 120_000)
afterAll(async () => {
  await opened?.close()
  await postgres.stop()
})

function startCommand(): ChildProcess {
  const command = fileURLToPath(new URL('../../playground/key-endpoint/reseal.mjs', import.meta.url))
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: databaseUrl,
    OPENKEY_SEALING_SECRET: sealingSecret,
    OPENKEY_SEALING_SECRET_PREVIOUS: former,
  }
  return spawn(process.execPath, [command], { stdio: ['ignore', 'pipe', 'inherit'], env })
}

async function addManyKeys() {
  const vault = createVault({ secrets: [Buffer.from(former)] })
  const [owner] = await opened.database.select().from(user)
  const createdAt = new Date()
  const rows = Array.from({ length: manyKeys }, (_, index) => ({
    ...vault.put(`many-${index}`, randomBytes(32)),
    userId: owner?.id ?? '',
    keyType: 'MANAGED' as const,
    keyIndex: 1_000 + index,
    label: 'many',
    createdAt,
  }))
  await opened.database.insert(key).values(rows)
}

async function countUnder(secret: string): Promise<number> {
  const vault = createVault({ secrets: [Buffer.from(secret)] })
  const rows = await opened.database.select().from(key)
  return rows.filter(({ sealed, sealingContext, ...row }) => {
    try {
      return sealed && sealingContext && vault.open({ ...row, sealed, sealingContext }, () => true)
    } catch {
      return false
    }
  }).length
}

async function sign(endpoint: TestEndpoint, bearer: string): Promise<unknown> {
  const { body: listed } = await endpoint.call('GET', '/api/keys', { bearer })
  const [first] = (listed as { keys: { id: string }[] }).keys
  const call = { bearer, body: { message: 'hello' } }
  const { body } = await endpoint.call('POST', `/api/keys/${first?.id}/sign`, call)
  return (body as { signature: string }).signature
}

describe('a sealing secret that is replaced', { timeout: 180_000 }, () => {
  test('S21: leaves no key behind, signs throughout, and survives kill -9 of the command', async () => {
    const before = await startTestEndpoint({ databaseUrl, sealingSecret: former })
    const bearer = await before.signIn('ada@example.com')
    const signature = await sign(before, bearer)
    await before.close()
    opened = await openDatabase({ url: databaseUrl, folder: undefined })
    await addManyKeys()

    const during = await startTestEndpoint({ databaseUrl, ...both })
    const signatures = new Set<unknown>([await sign(during, bearer)])
    const signing = { isOver: false }
    const signer = (async () => {
      while (!signing.isOver) {
        signatures.add(await sign(during, bearer))
        await new Promise((resolve) => setTimeout(resolve, 200))
      }
    })()

    const killed = startCommand()
    if (killed.stdout) await once(killed.stdout, 'data')
    killed.kill('SIGKILL')
    await once(killed, 'close')
    const [left, moved] = [await countUnder(former), await countUnder(sealingSecret)]
    expect([left > 0, moved > 0, left + moved]).toEqual([true, true, manyKeys + 1])

    const continued = startCommand()
    const [exitCode] = await once(continued, 'close')
    expect(exitCode).toBe(0)
    signing.isOver = true
    await signer
    signatures.add(await sign(during, bearer))
    expect([...signatures]).toEqual([signature])
    expect([await countUnder(former), await countUnder(sealingSecret)]).toEqual([0, manyKeys + 1])

    const made = await during.call('POST', '/api/keys/generate', {
      bearer: await during.signIn('eve@example.com'),
      body: {},
    })
    expect(made.status).toBe(201)
    expect(await countUnder(former)).toBe(0)
    await during.close()

    await expect(startTestEndpoint({ databaseUrl, sealingSecret: former })).rejects.toMatchObject({
      code: 'sealing_secret_mismatch',
    })
    const after = await startTestEndpoint({ databaseUrl, sealingSecret })
    expect(await sign(after, await after.signIn('ada@example.com'))).toBe(signature)
    await after.close()
  })
})
