import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { type Hex, recoverMessageAddress } from 'viem'
import { describe, expect, onTestFinished, test } from 'vitest'
import { debianPostgres } from '../../testing/servers/debianPostgres.ts'
import { startPostgres } from '../../testing/servers/startPostgres.ts'
import { openPostgres } from '../database/openPostgres.ts'
import { startTestEndpoint, type TestEndpoint } from '../testing/testEndpoint.ts'

const sealingSecret = 'one secret that all replicas have in common'

/** Returns a code block of the README. @param start the first words of its first line */
async function documented(language: string, start: string): Promise<string> {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const blocks = [...readme.matchAll(/```(\w+)\n([^`]+)```/g)]
  const [, , code = ''] = blocks.find(([, name, text]) => name === language && text?.startsWith(start)) ?? []
  return code
}

async function keysOf({ call }: TestEndpoint, bearer: string) {
  const { body } = await call('GET', '/api/keys', { bearer })
  return (body as { readonly keys: readonly { readonly id: string; readonly address: string }[] }).keys
}

describe('a backup made with pg_dump while the endpoint runs', () => {
  test('has every key when it is restored, no session, and nothing that came later', async () => {
    const programs = debianPostgres()
    const server = await startPostgres(programs)
    onTestFinished(server.stop)
    const folder = await mkdtemp(join(tmpdir(), 'openkey-backup-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const env = {
      PATH: `${join(programs, 'bin')}:${process.env.PATH}`,
      DATABASE_URL: await server.createDatabase(),
      RESTORED_DATABASE_URL: await server.createDatabase(),
    }
    const [dump = '', restore = ''] = (await documented('sh', 'pg_dump')).trim().split('\n')
    const run = (command: string) => execFileSync('sh', ['-ec', command], { cwd: folder, env, stdio: 'pipe' })

    const endpoint = await startTestEndpoint({ databaseUrl: env.DATABASE_URL, sealingSecret })
    onTestFinished(endpoint.close)
    const bearer = await endpoint.signIn('ada@example.com')
    const keys = await keysOf(endpoint, bearer)
    run(dump)
    expect((await endpoint.call('POST', '/api/keys/generate', { bearer, body: {} })).status).toBe(201)
    run(restore)

    const opened = await openPostgres({ url: env.RESTORED_DATABASE_URL, log: () => {} })
    await opened.database.execute(sql.raw(await documented('sql', 'DELETE FROM session')))
    await opened.close()
    const restored = await startTestEndpoint({ databaseUrl: env.RESTORED_DATABASE_URL, sealingSecret })
    onTestFinished(restored.close)
    expect((await restored.call('GET', '/api/keys', { bearer })).status).toBe(401)
    const again = await restored.signIn('ada@example.com')
    expect(await keysOf(restored, again)).toEqual(keys)
    expect(keys).toHaveLength(1)
    for (const { id, address } of keys) {
      const { body } = await restored.call('POST', `/api/keys/${id}/sign`, { bearer: again, body: { message: 'a' } })
      const { signature } = body as { readonly signature: Hex }
      expect(await recoverMessageAddress({ message: 'a', signature })).toBe(address)
    }
  })
})
