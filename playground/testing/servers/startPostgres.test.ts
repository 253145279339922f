import { chmod, cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { packagedPrograms, startPostgres } from './startPostgres.ts'

async function privateFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'openkey-private-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await chmod(folder, 0o700)
  return folder
}

describe('startPostgres', () => {
  test('starts from a folder that only its owner can enter', async () => {
    const native = join(await privateFolder(), 'native')
    await cp(packagedPrograms(), native, { recursive: true, verbatimSymlinks: true })
    const server = await startPostgres(native)
    onTestFinished(server.stop)
    const client = new pg.Client({ connectionString: await server.createDatabase() })
    await client.connect()
    const { rows } = await client.query('SHOW fsync')
    await client.end()
    expect(rows).toEqual([{ fsync: 'on' }])
  })

  test('fails with the reason if its programs cannot run', async () => {
    const native = await privateFolder()
    await cp(packagedPrograms(), native, { recursive: true, filter: (path) => !path.endsWith('initdb') })
    await writeFile(join(native, 'bin/initdb'), 'no program')
    await expect(startPostgres(native)).rejects.toThrow(/^PostgreSQL does not run as user \d+: .*EACCES/)
  })
})
