import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Hex, recoverMessageAddress } from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type PostgresServer, startPostgres } from '../../testing/servers/startPostgres.ts'
import { type Key, type SpawnedKeyEndpoint, spawnKeyEndpoint } from '../testing/spawnKeyEndpoint.ts'

let postgres: PostgresServer
beforeAll(async () => {
  postgres = await startPostgres()
})
afterAll(() => postgres?.stop())

const running: SpawnedKeyEndpoint[] = []
afterEach(() => Promise.all(running.splice(0).map((server) => server.kill())))

async function start(env: Readonly<Record<string, string>>): Promise<SpawnedKeyEndpoint> {
  const server = await spawnKeyEndpoint(env)
  running.push(server)
  return server
}

/** Checks that every key of an account signs, and that none is missing in between. */
async function expectWholeKeys(server: SpawnedKeyEndpoint, bearer: string): Promise<readonly Key[]> {
  const keys = await server.keys(bearer)
  expect(keys.map(({ keyIndex }) => keyIndex)).toEqual(keys.map((_, index) => index))
  for (const { id, address } of keys) {
    const { body } = await server.call(`/api/keys/${id}/sign`, { message: 'a' }, bearer)
    const { signature } = body as { readonly signature: Hex }
    expect(await recoverMessageAddress({ message: 'a', signature })).toBe(address)
  }
  return keys
}

describe('key endpoints as processes', () => {
  test('four share accounts and codes, and three go on when the first is killed under load', async () => {
    const env = { DATABASE_URL: await postgres.createDatabase(), OPENKEY_DATABASE_CONNECTIONS: '5' }
    const servers = await Promise.all([start(env), start(env), start(env), start(env)])
    const [one, two] = servers
    const email = 'ada@example.com'
    const otp = await one.requestCode(email)
    const codes = await Promise.all(servers.map(({ call }) => call('/api/auth/sign-in/email-otp', { email, otp })))
    expect(codes.map(({ status }) => status).sort()).toEqual([200, 400, 400, 400])
    const bearer = codes.find(({ status }) => status === 200)?.headers.get('set-auth-token') ?? ''

    const keys = await two.keys(bearer)
    const path = `/api/keys/${keys[0]?.id}/sign`
    const answers = await Promise.all(servers.map(({ call }) => call(path, { message: 'a' }, bearer)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const load = Array.from({ length: 80 }, async (_, turn) => {
      if (turn === 20) await one.kill()
      const answer = await servers[turn % 4]?.call(path, { message: `${turn}` }, bearer)
      return answer?.status
    })
    const settled = await Promise.allSettled(load)
    const signed = settled.filter((result) => result.status === 'fulfilled' && result.value === 200)
    expect(signed.length).toBeGreaterThanOrEqual(60 - 1)
    expect(await two.keys(bearer)).toEqual(keys)

    const metrics = await (await fetch(two.metricsUrl)).text()
    const labels = 'method="POST",route="/api/keys/:id/sign",status="200"'
    expect(metrics).toContain(`openkey_http_request_duration_seconds_count{${labels}} `)
  })

  test.each([
    ['embedded database', async () => ({ OPENKEY_DATA_DIR: await temporaryFolder() })],
    ['PostgreSQL', async () => ({ DATABASE_URL: await postgres.createDatabase() })],
  ])('keep acknowledged keys if killed while creating some, and leave none half done: %s', async (_, place) => {
    const env = await place()
    const killed = await start(env)
    const bearer = await killed.signIn('ada@example.com')
    const acknowledged: string[] = []
    const creations = Array.from({ length: 25 }, async () => {
      const { status, body } = await killed.call('/api/keys/generate', {}, bearer)
      if (status === 201) acknowledged.push((body as { readonly key: Key }).key.id)
      if (acknowledged.length === 5) await killed.kill()
    })
    await Promise.allSettled(creations)
    expect(acknowledged.length).toBeGreaterThanOrEqual(5)

    const server = await start(env)
    const keys = await expectWholeKeys(server, bearer)
    expect(keys.map(({ id }) => id)).toEqual(expect.arrayContaining(acknowledged))
    expect((await server.call('/api/keys/generate', {}, bearer)).status).toBe(201)
  })
})

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'openkey-keys-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
