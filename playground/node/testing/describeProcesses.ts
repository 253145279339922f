import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Abilities, cidOf, sessionKey, ucan, withoutCaveats } from './independentClient.ts'
import { alice, allKv, space } from './keyValueSession.ts'
import { type SpawnedNode, spawnNode } from './spawnNode.ts'
import { outcome } from './startTestNode.ts'

const session = sessionKey(new Uint8Array(32).fill(7))
const rights = withoutCaveats({ [`${space}/kv`]: allKv, [`${space}/sql`]: ['tinycloud.sql/write'] })
const soon = () => Date.now() / 1000 + 120

/** Contract of several node processes with one database. @param open returns the variables that they share */
export function describeProcesses(
  name: string,
  count: number,
  open: () => Promise<{ readonly env: Readonly<Record<string, string>>; close(): Promise<unknown> }>,
): void {
  describe(name, () => {
    let close: () => Promise<unknown>
    let nodes: SpawnedNode[] = []
    let prf: readonly string[]
    let delegation: string
    let env: Readonly<Record<string, string>>

    beforeAll(async () => {
      const opened = await open()
      close = opened.close
      env = { ...opened.env, TINYCLOUD_KEYS_SECRET: Buffer.alloc(32, 7).toString('base64url') }
      nodes = await Promise.all(Array.from({ length: count }, () => spawnNode(env)))
      const peer = await (await fetch(`${node(0).url}/peer/generate/${encodeURIComponent(space)}`)).text()
      const att = withoutCaveats({ [`${space}/space`]: ['tinycloud.space/host'] })
      await node(1).post('/delegate', await alice.delegate({ att, uri: peer }))
      delegation = await alice.delegate({ att: rights, uri: session.didUrl })
      expect(await (await node(0).post('/delegate', delegation)).json()).toMatchObject({ activated: [space] })
      prf = [cidOf(delegation)]
    })
    afterAll(async () => {
      await Promise.all(nodes.map((node) => node.kill()))
      await close?.()
    })

    /** Requests take turns at the processes, as behind a load balancer. */
    const node = (turn: number): SpawnedNode => {
      const found = nodes[turn % nodes.length]
      if (found === undefined) throw new Error('No process runs.')
      return found
    }
    const token = (wanted: Abilities) => ucan(session, { att: withoutCaveats(wanted), prf, exp: soon() })
    const kv = (at: SpawnedNode, verb: string, path: string, body?: Uint8Array<ArrayBuffer>) =>
      at.post('/invoke', token({ [`${space}/kv/${path}`]: [`tinycloud.kv/${verb}`] }), body ? { body } : {})
    const sql = (at: SpawnedNode, body: object) =>
      at.post('/invoke', token({ [`${space}/sql/notes`]: ['tinycloud.sql/write'] }), { body: JSON.stringify(body) })
    const valuesIn = async (table: string) => {
      const response = await sql(node(1), { action: 'query', sql: `SELECT a FROM ${table} ORDER BY a` })
      const { rows } = (await response.json()) as { rows: readonly (readonly number[])[] }
      return rows.flat()
    }

    test('have one identity, and answer any request at any process', async () => {
      expect(new Set(nodes.map(({ nodeId }) => nodeId)).size).toBe(1)
      for (const bytes of [10, 1_500_000]) {
        const value = new Uint8Array(bytes).fill(bytes % 251)
        expect((await kv(node(bytes), 'put', `v${bytes}`, value)).status).toBe(200)
        for (const at of nodes) {
          const stored = new Uint8Array(await (await kv(at, 'get', `v${bytes}`)).arrayBuffer())
          expect(Buffer.compare(stored, value)).toBe(0)
        }
      }
    })

    test('S21: accept an invocation once, whichever process it is sent to', async () => {
      const used = token({ [`${space}/kv/none`]: ['tinycloud.kv/metadata'] })
      const statuses = await Promise.all(
        Array.from({ length: 3 * count }, async (_, turn) => (await node(turn).post('/invoke', used)).status),
      )
      expect(statuses.toSorted()).toEqual([404, ...Array.from({ length: 3 * count - 1 }, () => 409)])
    })

    test('run the statements of a database one after another', async () => {
      await sql(node(0), { action: 'execute', sql: 'CREATE TABLE counter (a)' })
      await sql(node(1), { action: 'execute', sql: 'INSERT INTO counter VALUES (0)' })
      const increments = Array.from({ length: 6 * count }, (_, turn) =>
        outcome(sql(node(turn), { action: 'execute', sql: 'UPDATE counter SET a = a + 1' })),
      )
      const refused = (await Promise.all(increments)).filter(([status]) => status !== 200)
      expect([refused, await valuesIn('counter')]).toEqual([[], [6 * count]])
    })

    test('a revocation at one process is effective at once at all others', async () => {
      const other = sessionKey(new Uint8Array(32).fill(9))
      const header = await alice.delegate({ att: rights, uri: other.didUrl })
      await node(0).post('/delegate', header)
      const read = (at: SpawnedNode) => {
        const att = withoutCaveats({ [`${space}/kv/none`]: ['tinycloud.kv/get'] })
        return outcome(at.post('/invoke', ucan(other, { att, prf: [cidOf(header)], exp: soon() })))
      }
      for (const at of nodes) expect((await read(at))[0]).toBe(404)
      expect((await node(1).post('/revoke', await alice.revoke(cidOf(header)))).status).toBe(200)
      for (const at of nodes) expect(await read(at)).toEqual([401, `delegation-revoked: ${cidOf(header)}`])
    })

    test('S21: lose nothing that was acknowledged when one is killed under load', async () => {
      await sql(node(0), { action: 'execute', sql: 'CREATE TABLE written (a)' })
      const [victim, ...others] = nodes
      const acknowledged: number[] = []
      let killed: Promise<void> | undefined
      const write = async (n: number) => {
        const at = node(n)
        const body = new Uint8Array(n % 5 === 0 ? 1_200_000 : 100).fill(n)
        const insert = { action: 'execute', sql: 'INSERT INTO written VALUES (?)', params: [n] }
        const answers = await Promise.all([kv(at, 'put', `load/${n}`, body), sql(at, insert)])
        if (answers.every(({ ok }) => ok)) acknowledged.push(n)
        if (acknowledged.length >= 2 * count) killed ??= victim?.kill()
      }
      const lanes = Array.from({ length: 2 * count }, async (_, lane) => {
        for (let n = lane; n < 16 * count; n += 2 * count) await write(n).catch(() => undefined)
      })
      await Promise.all(lanes)
      await killed
      nodes = others
      const rows = new Set(await valuesIn('written'))
      const missing: number[] = []
      for (const n of acknowledged) {
        const response = await kv(node(n), 'get', `load/${n}`)
        const stored = new Uint8Array(await response.arrayBuffer())
        const isComplete = stored.length === (n % 5 === 0 ? 1_200_000 : 100) && stored.every((byte) => byte === n % 256)
        if (!isComplete || !rows.has(n)) missing.push(n)
      }
      expect([killed !== undefined, missing]).toEqual([true, []])
      expect(acknowledged.length).toBeGreaterThan(8 * (count - 1))
      nodes = [...others, await spawnNode(env)]
      expect((await kv(node(nodes.length - 1), 'get', 'v10')).status).toBe(200)
    })
  })
}
