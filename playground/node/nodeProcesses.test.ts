import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startPostgres } from '../testing/servers/startPostgres.ts'
import { describeProcesses } from './testing/describeProcesses.ts'
import { spawnNode } from './testing/spawnNode.ts'

describeProcesses('two processes on one PostgreSQL database and one folder', 2, async () => {
  const server = await startPostgres()
  const folder = await mkdtemp(join(tmpdir(), 'openkey-blocks-'))
  const env = {
    TINYCLOUD_STORAGE_DATABASE: await server.createDatabase(),
    TINYCLOUD_STORAGE_BLOCKS_PATH: folder,
    TINYCLOUD_STORAGE_DATADIR: folder,
  }
  return { env, close: () => Promise.all([server.stop(), rm(folder, { recursive: true })]) }
})

describe('a node', () => {
  test.each([
    ['postgres', 'ECONNREFUSED'],
    ['mysql', 'ECONNREFUSED'],
  ])('ends with one sentence if its %s server cannot be reached, without the password', async (scheme, reason) => {
    const folder = await mkdtemp(join(tmpdir(), 'openkey-node-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const TINYCLOUD_STORAGE_DATABASE = `${scheme}://user:secret@127.0.0.1:1/tiny`
    const node = spawnNode({ TINYCLOUD_STORAGE_DATADIR: folder, TINYCLOUD_STORAGE_DATABASE })
    await expect(node).rejects.toThrow(
      `1: Cannot open the node's data in ${scheme}://127.0.0.1:1/tiny: connect ${reason} 127.0.0.1:1`,
    )
  })

  test('S21: rejects a remote database without TLS', async () => {
    const TINYCLOUD_KEYS_SECRET = Buffer.alloc(32).toString('base64url')
    const TINYCLOUD_STORAGE_DATABASE = 'postgres://user:secret@db.example/tiny?sslmode=disable'
    const node = spawnNode({ TINYCLOUD_STORAGE_DATABASE, TINYCLOUD_KEYS_SECRET })
    await expect(node).rejects.toThrow('The connection to postgres://db.example/tiny must use TLS')
  })
})
