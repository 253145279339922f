import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { cidOf, withoutCaveats } from './testing/independentClient.ts'
import { alice, space } from './testing/keyValueSession.ts'
import { att, clientOf, session } from './testing/processClient.ts'
import { spawnNode } from './testing/spawnNode.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'openkey-node-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

describe('serveNode', () => {
  test('keeps acknowledged writes if killed while writing, and starts again', async () => {
    const memory = await spawnNode({ TINYCLOUD_STORAGE_DATADIR: dataDir })
    let node = memory
    onTestFinished(() => node.kill().catch(() => undefined))
    const peer = await (await fetch(`${node.url}/peer/generate/${encodeURIComponent(space)}`)).text()
    const hostAtt = withoutCaveats({ [`${space}/space`]: ['tinycloud.space/host'] })
    await node.post('/delegate', await alice.delegate({ att: hostAtt, uri: peer }))
    const delegation = await alice.delegate({ att, uri: session.didUrl })
    await node.post('/delegate', delegation)
    const client = () => clientOf(node, [cidOf(delegation)])
    await client().sql({ action: 'execute', sql: 'CREATE TABLE t (a)' })

    const acknowledged = new Set<number>()
    const writes = Array.from({ length: 60 }, async (_, n) => {
      const statement = { action: 'execute', sql: 'INSERT INTO t VALUES (?)', params: [n] }
      const [kv, sql] = await Promise.all([client().kv('put', `${n}`, Buffer.from('x')), client().sql(statement)])
      if (kv.ok && sql.ok) acknowledged.add(n)
      if (acknowledged.size === 10) await node.kill()
    })
    await Promise.allSettled(writes)
    expect(acknowledged.size).toBeGreaterThanOrEqual(10)
    node = await spawnNode({ TINYCLOUD_STORAGE_DATADIR: dataDir })
    const answer = await client().sql({ action: 'query', sql: 'SELECT a FROM t' })
    const { rows } = (await answer.json()) as { rows: readonly (readonly number[])[] }
    const keys = (await (await client().kv('list', '')).json()) as readonly string[]
    expect([...acknowledged].filter((n) => !rows.flat().includes(n) || !keys.includes(`${n}`))).toEqual([])
  })

  test('logs each request with the id of its response, and serves metrics on a port of its own', async () => {
    const env = { TINYCLOUD_LOG_LEVEL: 'debug', TINYCLOUD_PROMETHEUS_PORT: '0' }
    const node = await spawnNode({ TINYCLOUD_STORAGE_DATADIR: dataDir, ...env })
    onTestFinished(() => node.kill().catch(() => undefined))
    const response = await node.post('/invoke', 'wrong')
    const requestId = response.headers.get('TinyCloud-Trace-Id')
    const line = () =>
      node
        .output()
        .split('\n')
        .find((text) => text.includes(`${requestId}`)) ?? '{}'
    await expect
      .poll(() => JSON.parse(line()))
      .toMatchObject({ level: 'debug', requestId, route: '/invoke', status: 401, refusal: 'header_undecodable' })
    const [, metricsUrl = ''] = /Metrics at (\S+)/.exec(node.output()) ?? []
    const metrics = await (await fetch(metricsUrl)).text()
    expect(metrics).toContain('tinycloud_refusals_total{code="header_undecodable"} 1\n')
    expect(metrics).toMatch(/^tinycloud_http_request_duration_seconds_count\{.*route="\/invoke",status="401"\} 1$/m)
    for (const gauge of ['body_bytes', 'sql_waiting', 'database_connections_used']) {
      expect(metrics).toContain(`tinycloud_${gauge} 0\n`)
    }
    expect((await fetch(`${node.url}/metrics`)).status).toBe(404)
  })

  test('reports data that cannot be opened and exits', async () => {
    const file = join(dataDir, 'broken.db')
    writeFileSync(file, 'not a database'.repeat(100))
    const broken = spawnNode({ TINYCLOUD_STORAGE_DATADIR: dataDir, TINYCLOUD_STORAGE_DATABASE: `sqlite:${file}` })
    await expect(broken).rejects.toThrow(`1: Cannot open the node's data in ${file}: file is not a database`)
  })

  test('reports an invalid variable and exits', async () => {
    const wrong = spawnNode({ TINYCLOUD_STORAGE_DATADIR: dataDir, TINYCLOUD_STORAGE_LIMIT: 'much' })
    await expect(wrong).rejects.toThrow('1: Invalid TINYCLOUD_STORAGE_LIMIT "much": expected a size such as 10 MiB.')
  })

  test('exits if the port is in use', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void other.close())
    const address = other.address()
    const port = address instanceof Object ? `${address.port}` : ''
    await expect(spawnNode({ TINYCLOUD_STORAGE_DATADIR: dataDir, TINYCLOUD_PORT: port })).rejects.toThrow('EADDRINUSE')
  })
})
