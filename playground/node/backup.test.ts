import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import LibsqlDatabase from 'libsql'
import { describe, expect, onTestFinished, test } from 'vitest'
import { cidOf, owner, sessionKey, ucan, withoutCaveats } from './testing/independentClient.ts'
import { spawnNode } from './testing/spawnNode.ts'

const alice = owner(`0x${'61'.repeat(32)}`)
const session = sessionKey(new Uint8Array(32).fill(61))
const space = alice.space('default')

/** Returns the statement of the README that backs the database up. */
async function documentedStatement(): Promise<string> {
  const readme = await readFile(fileURLToPath(new URL('README.md', import.meta.url)), 'utf8')
  const [, statement = ''] = /sqlite3 data\/node\.db "([^"]+)"/.exec(readme) ?? []
  return statement
}

async function start(dataDir: string) {
  const node = await spawnNode({ TINYCLOUD_STORAGE_DATADIR: dataDir })
  let isRunning = true
  const kill = async () => {
    if (isRunning) await node.kill()
    isRunning = false
  }
  onTestFinished(kill)
  return { ...node, kill }
}

describe('a backup', () => {
  test('made from a running node has its values, delegations and identity', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'openkey-backup-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const [data, backup] = [join(folder, 'data'), join(folder, 'backup')]
    const node = await start(data)
    const now = Date.now()
    const times = { issuedAt: new Date(now).toISOString(), expirationTime: new Date(now + 3_600_000).toISOString() }
    const uri = await (await fetch(`${node.url}/peer/generate/${encodeURIComponent(space)}`)).text()
    const hosting = withoutCaveats({ [`${space}/space`]: ['tinycloud.space/host'] })
    await node.post('/delegate', await alice.delegate({ ...times, uri, att: hosting }))
    const abilities = withoutCaveats({ [`${space}/kv`]: ['tinycloud.kv/get', 'tinycloud.kv/put'] })
    const delegation = await alice.delegate({ ...times, uri: session.didUrl, att: abilities })
    await node.post('/delegate', delegation)
    const invocation = (verb: string, key: string) =>
      ucan(session, {
        att: withoutCaveats({ [`${space}/kv/${key}`]: [`tinycloud.kv/${verb}`] }),
        prf: [cidOf(delegation)],
        exp: Math.floor(Date.now() / 1_000) + 120,
      })
    const values = { small: Buffer.from('small'), large: Buffer.alloc(3_000_000, 'large') }
    for (const [key, body] of Object.entries(values)) {
      expect((await node.post('/invoke', invocation('put', key), { body: new Uint8Array(body) })).status).toBe(200)
    }

    await mkdir(backup)
    const statement = (await documentedStatement()).replace('backup/node.db', join(backup, 'node.db'))
    expect(statement).toMatch(/^VACUUM INTO/)
    const database = new LibsqlDatabase(join(data, 'node.db'))
    database.exec(statement)
    database.close()
    await cp(join(data, 'blobs'), join(backup, 'blobs'), { recursive: true })
    await cp(join(data, 'keys.secret'), join(backup, 'keys.secret'))
    await node.kill()

    const restored = await start(backup)
    expect(restored.nodeId).toBe(node.nodeId)
    for (const [key, body] of Object.entries(values)) {
      const answer = await restored.post('/invoke', invocation('get', key))
      expect([answer.status, Buffer.from(await answer.arrayBuffer()).equals(body)]).toEqual([200, true])
    }
  })
})
