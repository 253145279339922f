import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { type PostgresServer, startPostgres } from '@openkey/playground/testing/servers'
import { systemClock } from '@openkey/protocol'
import { type Hex, recoverMessageAddress } from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { migrate, migrations } from '../../../playground/key-endpoint/database/migrate.ts'
import { openPostgres } from '../../../playground/key-endpoint/database/openPostgres.ts'
import { key } from '../../../playground/key-endpoint/database/schema.ts'
import { createDeviceRequests } from '../../../playground/key-endpoint/device/deviceRequests.ts'
import { createProgramTokens } from '../../../playground/key-endpoint/device/programTokens.ts'
import { createBudgets } from '../../../playground/key-endpoint/limits/budgets.ts'
import { createSignContexts } from '../../../playground/key-endpoint/narrowing/signContexts.ts'
import { startTestEndpoint, type TestEndpoint } from '../../../playground/key-endpoint/testing/testEndpoint.ts'

const sealingSecret = 'one secret that all replicas have in common'

let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres.stop())

const undo: (() => Promise<unknown>)[] = []
afterEach(async () => {
  vi.useRealTimers()
  for (const step of undo.splice(0).reverse()) await step()
})

async function signer(endpoint: TestEndpoint) {
  const bearer = await endpoint.signIn('ada@example.com')
  const { body } = await endpoint.call('GET', '/api/keys', { bearer })
  const [key] = (body as { keys: [{ id: string }] }).keys
  return () => endpoint.call('POST', `/api/keys/${key.id}/sign`, { bearer, body: { message: 'hello' } })
}

/** A build of the key endpoint in a process of its own. @returns a function that signs in there */
async function startOtherProcess(databaseUrl: string) {
  const script = fileURLToPath(new URL('../../fixtures/processes/signInOnCommand.mjs', import.meta.url))
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, DATABASE_URL: databaseUrl, OPENKEY_SEALING_SECRET: sealingSecret },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  undo.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGKILL')
    await ended
  })
  child.stdout.setEncoding('utf8')
  const [started] = await once(child.stdout, 'data')
  return {
    started: String(started).trim(),
    async signIn(email: string): Promise<string> {
      const answer = once(child.stdout, 'data')
      child.stdin.write(`${email}\n`)
      return String((await answer)[0]).trim()
    },
  }
}

describe('a key endpoint whose PostgreSQL stops and starts again', () => {
  test('answers 503 meanwhile, is alive and not ready, and recovers by itself', async () => {
    const endpoint = await startTestEndpoint({ databaseUrl: await postgres.createDatabase(), sealingSecret })
    undo.push(endpoint.close)
    const sign = await signer(endpoint)
    const before = await sign()
    const health = () =>
      Promise.all(['/livez', '/readyz'].map(async (path) => (await endpoint.call('GET', path)).status))
    expect([before.status, await health()]).toEqual([200, [200, 200]])

    await postgres.restart(async () => {
      for (const away of await Promise.all([sign(), sign(), sign()])) {
        expect(away).toMatchObject({
          status: 503,
          body: { error: 'The database is unavailable', code: 'database_unavailable' },
        })
        expect(away.headers.get('retry-after')).toBe('5')
      }
      expect(await health()).toEqual([200, 503])
    })

    await expect.poll(async () => (await sign()).body).toEqual(before.body)
    expect(await health()).toEqual([200, 200])
  })
})

describe('replicas whose clocks differ', () => {
  test('decide about limits by the clock of the database', async () => {
    const url = await postgres.createDatabase()
    const opened = await openPostgres({ url, log: () => {} })
    undo.push(opened.close)
    await migrate(opened.database)
    const limits = { signInsPerUser: { count: 1, windowMs: 60_000 } }
    const { signInsPerUser } = createBudgets({ database: opened.database, clock: systemClock, limits })
    await signInsPerUser.spend('ada')
    for (const skewMs of [-3_600_000, 3_600_000]) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + skewMs })
      await expect(signInsPerUser.spend('ada')).rejects.toMatchObject({ status: 429 })
      vi.useRealTimers()
    }
  })

  test('decide about device sign-ins, tokens of programs and narrowing by the clock of the database', async () => {
    const url = await postgres.createDatabase()
    const endpoint = await startTestEndpoint({ databaseUrl: url, sealingSecret })
    undo.push(endpoint.close)
    await endpoint.signIn('ada@example.com')
    const { database, close } = await openPostgres({ url, log: () => {} })
    undo.push(close)
    const [{ userId, id: keyId } = { userId: '', id: '' }] = await database.select().from(key)
    const shared = { database, clock: systemClock }
    const requests = createDeviceRequests({ ...shared, secrets: [Buffer.alloc(32)] })
    const tokens = createProgramTokens(shared)
    const contexts = createSignContexts(shared)
    const program = { program: 'cli', deviceName: null }

    const { deviceCode, userCode } = await requests.open({ ...program, network: null })
    const [token, context] = [
      await tokens.issue({ userId, keyId, ...program, dpopThumbprint: 'thumbprint' }),
      await contexts.open(userId, keyId, 'a'),
    ]
    for (const skewMs of [-10 * 86_400_000, 10 * 86_400_000]) {
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + skewMs })
      expect(await requests.find(userCode)).toMatchObject({ program: 'cli' })
      expect(await tokens.find(token)).toMatchObject({ isExpired: false })
      expect(await tokens.list(userId)).toHaveLength(1)
      expect(await contexts.find(userId, context.token)).toMatchObject({ message: 'a' })
      vi.useRealTimers()
    }
    expect(await requests.poll(deviceCode, 'cli')).toEqual({ kind: 'pending' })
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 })
    expect(await requests.poll(deviceCode, 'cli')).toEqual({ kind: 'early' })
  })
})

describe('a database that the next release has migrated', () => {
  test('serves processes of both releases, until the next one removes something', async () => {
    const url = await postgres.createDatabase()
    const previous = await startOtherProcess(url)
    expect([previous.started, await previous.signIn('ada@example.com')]).toEqual(['started', 'signed'])

    const opened = await openPostgres({ url, log: () => {} })
    undo.push(opened.close)
    const next = [...migrations, ['ALTER TABLE session ADD COLUMN later text', 'CREATE TABLE extra (id integer)']]
    await migrate(opened.database, next)
    expect(await previous.signIn('bob@example.com')).toBe('signed')
    const restarted = await startOtherProcess(url)
    expect([restarted.started, await restarted.signIn('ada@example.com')]).toEqual(['started', 'signed'])

    await migrate(opened.database, [...next, { contracts: ['DROP TABLE extra'] }])
    expect(await previous.signIn('ada@example.com')).toBe('signed')
    expect((await startOtherProcess(url)).started).toBe('database_newer')
  })
})

describe('a database of an earlier release', () => {
  const dump = async () =>
    readFile(new URL('../../../playground/key-endpoint/testing/schemaVersion6.sql', import.meta.url), 'utf8')
  const execute = async (url: string, statements: string) => {
    const { database, close } = await openPostgres({ url, log: () => {} })
    // `pg_dump` empties the search path of its connection.
    await database.execute(`${statements}; SET search_path TO DEFAULT`)
    await close()
  }

  test('is migrated with its users and keys, which sign', async () => {
    const url = await postgres.createDatabase()
    const statements = await dump()
    await execute(url, statements)
    const endpoint = await startTestEndpoint({ databaseUrl: url, sealingSecret })
    undo.push(endpoint.close)
    const known = [...statements.matchAll(/^INSERT INTO public\.key .*'(0x[0-9a-fA-F]{40})'/gm)].map(
      ([, found]) => found,
    )
    const signed: string[] = []
    for (const email of ['ada@example.com', 'bob@example.com']) {
      const bearer = await endpoint.signIn(email)
      const { body } = await endpoint.call('GET', '/api/keys', { bearer })
      const [{ id }] = (body as { keys: [{ id: string }] }).keys
      const answer = await endpoint.call('POST', `/api/keys/${id}/sign`, { bearer, body: { message: 'hello' } })
      const { signature } = answer.body as { signature: Hex }
      signed.push(await recoverMessageAddress({ message: 'hello', signature }))
    }
    expect(known).toHaveLength(2)
    expect(signed.sort()).toEqual(known.sort())
  })

  test('is written by its release as before, once it has the tables of this one', async () => {
    const url = await postgres.createDatabase()
    const { database, close } = await openPostgres({ url, log: () => {} })
    await migrate(database)
    await close()
    const inserts = (await dump())
      .split('\n')
      .filter((line) => line.startsWith('INSERT') && !/^INSERT INTO public\.(?:schema_version) /.test(line))
    expect(inserts.length).toBeGreaterThan(5)
    // Sessions and keys come before their users in the dump, which checks references at its end.
    const users = inserts.filter((line) => line.startsWith('INSERT INTO public."user"'))
    await execute(url, [...users, ...inserts.filter((line) => !users.includes(line))].join('\n'))
    const endpoint = await startTestEndpoint({ databaseUrl: url, sealingSecret })
    undo.push(endpoint.close)
    expect((await (await signer(endpoint))()).status).toBe(200)
  })
})

describe('a restored database', () => {
  test('has the keys, and no session, once the documented statements have run', async () => {
    const url = await postgres.createDatabase()
    const endpoint = await startTestEndpoint({ databaseUrl: url, sealingSecret })
    const bearer = await endpoint.signIn('ada@example.com')
    const keysOf = async (at: TestEndpoint, token: string) => await at.call('GET', '/api/keys', { bearer: token })
    const before = await keysOf(endpoint, bearer)
    await endpoint.close()

    const readme = await readFile(new URL('../../../playground/key-endpoint/README.md', import.meta.url), 'utf8')
    const [, statements = ''] = /```sql\n(DELETE FROM session;[^`]+)```/.exec(readme) ?? []
    const opened = await openPostgres({ url, log: () => {} })
    await opened.database.execute(statements)
    await opened.close()

    const restored = await startTestEndpoint({ databaseUrl: url, sealingSecret })
    undo.push(restored.close)
    expect((await keysOf(restored, bearer)).status).toBe(401)
    expect((await keysOf(restored, await restored.signIn('ada@example.com'))).body).toEqual(before.body)
  })
})
