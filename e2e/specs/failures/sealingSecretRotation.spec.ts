import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type PostgresServer, startPostgres } from '@openkey/playground/testing/servers'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Database } from '../../../playground/key-endpoint/database/database.ts'
import { type OpenDatabaseOptions, openDatabase } from '../../../playground/key-endpoint/database/openDatabase.ts'
import { key, user } from '../../../playground/key-endpoint/database/schema.ts'
import { createVault } from '../../../playground/key-endpoint/sealing/vault.ts'
import { startTestEndpoint, type TestEndpoint } from '../../../playground/key-endpoint/testing/testEndpoint.ts'
import { startKeyEndpointProcess } from '../../fixtures/processes/keyEndpointProcess.ts'
import { enterKeyEndpoint } from '../../fixtures/processes/keyEndpointUser.ts'

const former = 'the former sealing secret of all replicas'
const sealingSecret = 'the new sealing secret of all replicas'
const both = { sealingSecret, previousSealingSecret: former }

/** Number of keys, large enough that the command is still running when it is killed. */
const manyKeys = 600

let postgres: PostgresServer
let databaseUrl: string
beforeAll(async () => {
  postgres = await startPostgres()
  databaseUrl = await postgres.createDatabase()
})
afterAll(() => postgres.stop())

const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

async function open(options: OpenDatabaseOptions): Promise<Database> {
  const { database, close } = await openDatabase(options)
  undo.push(close)
  return database
}

function startCommand(): ChildProcess {
  const command = fileURLToPath(new URL('../../../playground/key-endpoint/reseal.mjs', import.meta.url))
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: databaseUrl,
    OPENKEY_SEALING_SECRET: sealingSecret,
    OPENKEY_SEALING_SECRET_PREVIOUS: former,
  }
  return spawn(process.execPath, [command], { stdio: ['ignore', 'pipe', 'inherit'], env })
}

async function addManyKeys(database: Database) {
  const vault = createVault({ secrets: [Buffer.from(former)] })
  const [owner] = await database.select().from(user)
  const createdAt = new Date()
  const rows = Array.from({ length: manyKeys }, (_, index) => ({
    ...vault.put(`many-${index}`, randomBytes(32)),
    userId: owner?.id ?? '',
    keyType: 'MANAGED' as const,
    keyIndex: 1_000 + index,
    label: 'many',
    createdAt,
  }))
  await database.insert(key).values(rows)
}

/** Returns the number of stored keys that open under a secret. */
async function countUnder(secret: string, database: Database): Promise<number> {
  const vault = createVault({ secrets: [Buffer.from(secret)] })
  const rows = await database.select().from(key)
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

describe('a sealing secret that is replaced', () => {
  test('S21: leaves no key behind, signs throughout, and survives kill -9 of the command', async () => {
    const before = await startTestEndpoint({ databaseUrl, sealingSecret: former })
    const bearer = await before.signIn('ada@example.com')
    const signature = await sign(before, bearer)
    await before.close()
    const database = await open({ url: databaseUrl, folder: undefined })
    await addManyKeys(database)

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
    const [left, moved] = [await countUnder(former, database), await countUnder(sealingSecret, database)]
    expect([left > 0, moved > 0, left + moved]).toEqual([true, true, manyKeys + 1])

    const continued = startCommand()
    const [exitCode] = await once(continued, 'close')
    expect(exitCode).toBe(0)
    signing.isOver = true
    await signer
    signatures.add(await sign(during, bearer))
    expect([...signatures]).toEqual([signature])
    expect([await countUnder(former, database), await countUnder(sealingSecret, database)]).toEqual([0, manyKeys + 1])

    const made = await during.call('POST', '/api/keys/generate', {
      bearer: await during.signIn('eve@example.com'),
      body: {},
    })
    expect(made.status).toBe(201)
    expect(await countUnder(former, database)).toBe(0)
    await during.close()

    await expect(startTestEndpoint({ databaseUrl, sealingSecret: former })).rejects.toMatchObject({
      code: 'sealing_secret_mismatch',
    })
    const after = await startTestEndpoint({ databaseUrl, sealingSecret })
    expect(await sign(after, await after.signIn('ada@example.com'))).toBe(signature)
    await after.close()
  })

  test('S21: moves the keys of an embedded database even if its endpoint is killed in the meantime', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'openkey-resealing-'))
    undo.push(() => rm(dataDir, { recursive: true, force: true }))
    const folder = join(dataDir, 'postgres')
    const start = async (secrets: Readonly<Record<string, string>>) => {
      const started = await startKeyEndpointProcess({ dataDir, nodeUrl: 'http://127.0.0.1:1', settings: secrets })
      undo.push(started.kill)
      return started
    }
    const bothSecrets = { OPENKEY_SEALING_SECRET: sealingSecret, OPENKEY_SEALING_SECRET_PREVIOUS: former }
    /** Opens the database that a process has left behind, and closes it for the next one. */
    const look = async <Seen>(use: (database: Database) => Promise<Seen>): Promise<Seen> => {
      const { database, close } = await openDatabase({ folder })
      return use(database).finally(close)
    }

    const before = await start({ OPENKEY_SEALING_SECRET: former })
    const { bearer, firstKey, sign: signBefore } = await enterKeyEndpoint(before.url)
    const { signature } = await signBefore(await firstKey(), 'hello')
    await before.kill()
    await look(addManyKeys)

    const killed = await start(bothSecrets)
    await killed.kill()
    expect(await look((database) => countUnder(former, database))).toBeGreaterThan(0)

    const during = await start(bothSecrets)
    const user = await enterKeyEndpoint(during.url, { bearer })
    const ownKey = await user.firstKey()
    expect((await user.sign(ownKey, 'hello')).signature).toBe(signature)
    const done = { event: 'keys_resealed', outcome: 'complete' }
    await expect.poll(() => during.logged).toContainEqual(done)
    expect((await user.sign(ownKey, 'hello')).signature).toBe(signature)
    await during.kill()
    const [left, moved] = await look(async (database) => [
      await countUnder(former, database),
      await countUnder(sealingSecret, database),
    ])
    expect([left, moved]).toEqual([0, manyKeys + 1])
  })
})
