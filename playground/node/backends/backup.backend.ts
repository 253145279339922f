import { execFileSync } from 'node:child_process'
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { debianPostgres } from '../../testing/servers/debianPostgres.ts'
import { startPostgres } from '../../testing/servers/startPostgres.ts'
import { cidOf, sessionKey, ucan, withoutCaveats } from '../testing/independentClient.ts'
import { alice, allKv, space } from '../testing/keyValueSession.ts'
import { spawnNode } from '../testing/spawnNode.ts'

const session = sessionKey(new Uint8Array(32).fill(63))

describe('a backup of a node on PostgreSQL', () => {
  test('has its values, delegations and identity, and nothing that came later', async () => {
    const programs = debianPostgres()
    const server = await startPostgres(programs)
    onTestFinished(server.stop)
    const folder = await mkdtemp(join(tmpdir(), 'openkey-backup-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const [original, copy] = [await server.createDatabase(), await server.createDatabase()]
    const start = async (database: string, blocks: string) => {
      const node = await spawnNode({
        TINYCLOUD_STORAGE_DATABASE: database,
        TINYCLOUD_STORAGE_BLOCKS_PATH: join(folder, blocks),
        TINYCLOUD_STORAGE_DATADIR: folder,
        TINYCLOUD_KEYS_SECRET: Buffer.alloc(32, 7).toString('base64url'),
      })
      onTestFinished(node.kill)
      return node
    }
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
    const [, commands = ''] = /```sh\n(pg_dump [^`]+)```/.exec(readme) ?? []
    const [dump = '', restore = ''] = commands.split('\n')
    const run = (command: string) =>
      execFileSync('sh', ['-ec', command], {
        ...{ cwd: folder, stdio: 'pipe' },
        env: {
          PATH: `${join(programs, 'bin')}:${process.env.PATH}`,
          TINYCLOUD_STORAGE_DATABASE: original,
          RESTORED_DATABASE: copy,
        },
      })

    const node = await start(original, 'blocks')
    const uri = await (await fetch(`${node.url}/peer/generate/${encodeURIComponent(space)}`)).text()
    await node.post(
      '/delegate',
      await alice.delegate({ uri, att: withoutCaveats({ [`${space}/space`]: ['tinycloud.space/host'] }) }),
    )
    const delegation = await alice.delegate({ uri: session.didUrl, att: withoutCaveats({ [`${space}/kv`]: allKv }) })
    await node.post('/delegate', delegation)
    const invoke = ({ post }: typeof node, verb: string, key: string, body?: Uint8Array<ArrayBuffer>) => {
      const att = withoutCaveats({ [`${space}/kv/${key}`]: [`tinycloud.kv/${verb}`] })
      const token = ucan(session, { att, prf: [cidOf(delegation)], exp: Math.floor(Date.now() / 1_000) + 120 })
      return post('/invoke', token, body ? { body } : {})
    }
    const values = { small: new Uint8Array(10).fill(1), large: new Uint8Array(3_000_000).fill(2) }
    for (const [key, body] of Object.entries(values)) expect((await invoke(node, 'put', key, body)).status).toBe(200)
    run(dump)
    expect((await invoke(node, 'put', 'later', values.small)).status).toBe(200)
    await cp(join(folder, 'blocks'), join(folder, 'copied'), { recursive: true })
    run(restore)

    const restored = await start(copy, 'copied')
    expect(restored.nodeId).toBe(node.nodeId)
    for (const [key, body] of Object.entries(values)) {
      const answer = await invoke(restored, 'get', key)
      expect([answer.status, Buffer.compare(new Uint8Array(await answer.arrayBuffer()), body)]).toEqual([200, 0])
    }
    expect((await invoke(restored, 'get', 'later')).status).toBe(404)
  })
})
