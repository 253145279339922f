import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { signInMessage } from '../../key-endpoint/testing/signInMessage.ts'
import { startTestEndpoint } from '../../key-endpoint/testing/testEndpoint.ts'
import { createNode } from '../../node/index.ts'
import { spaceNames } from '../../provisioning/account/account.ts'
import { alice } from '../../sdk-core/testing/wallets.ts'
import { TinyCloudNode } from '../index.ts'

const privateKey = '11'.repeat(32)
const tables = ['spaces', 'applications', 'application_state', 'delegations', 'sync_state']

describe('an account that the key endpoint creates, and one that a program creates', () => {
  test('are equal, byte for byte', async () => {
    const { endpointSignsIn, programSignsIn } = await playground({ endpoint: 'http://localhost:1' })
    await endpointSignsIn()
    expect(await programSignsIn('http://localhost:2')).toEqual({ status: 'done' })
    const account = await readAccount('http://localhost:1')
    expect(Object.keys(account.values)).toHaveLength(spaceNames.length + 2)
    expect(account.rows.spaces).toHaveLength(spaceNames.length)
    expect(account.schema).toMatchObject({ ok: true, data: { rowCount: 2 * tables.length + 5 } })
    expect(await readAccount('http://localhost:2')).toEqual(account)
  })

  test('is one account if the endpoint is first: the program does nothing', async () => {
    const host = 'http://localhost:1'
    const { endpointSignsIn, programSignsIn, requests } = await playground({ endpoint: host })
    await endpointSignsIn()
    const before = requests.length
    expect(await programSignsIn(host)).toEqual({ status: 'skipped', reason: 'already-provisioned' })
    // A client that cannot read the marker repairs the whole account, with about thirty requests.
    expect(requests.slice(before)).toEqual([`GET ${host}/info`, `POST ${host}/delegate`, `POST ${host}/invoke`])
  })

  test('RC3: is one account if the program is first: the endpoint reads the marker, and does nothing', async () => {
    const host = 'http://localhost:1'
    const { endpointSignsIn, programSignsIn, requests, passTime } = await playground({ endpoint: host })
    expect(await programSignsIn(host)).toEqual({ status: 'done' })
    const account = await readAccount(host)
    const before = requests.length
    passTime()
    await endpointSignsIn()
    expect(requests.slice(before)).toEqual([`POST ${host}/delegate`, `POST ${host}/invoke`])
    // Whatever is written a second time has a later time in it.
    expect(await readAccount(host)).toEqual(account)
    const end = requests.length
    await endpointSignsIn()
    expect(requests).toHaveLength(end)
  })

  test('is one complete account if both come at once', async () => {
    const { endpointSignsIn, programSignsIn } = await playground({ endpoint: 'http://localhost:1' })
    const [, outcome] = await Promise.all([endpointSignsIn(), programSignsIn('http://localhost:1')])
    expect(outcome.status).not.toBe('degraded')
    const account = await readAccount('http://localhost:1')
    expect(Object.keys(account.values)).toHaveLength(spaceNames.length + 2)
    expect(account.rows.spaces).toHaveLength(spaceNames.length)
  })
})

/** Starts two nodes and a key endpoint that has Alice's key. All use one clock, which passes time when it is told to. */
async function playground({ endpoint: host }: { readonly endpoint: string }) {
  let time = Date.now()
  const clock = { now: () => time }
  const nodes = await Promise.all([1, 2].map(() => createNode({ dataDir: ':memory:', clock })))
  const requests: string[] = []
  vi.stubGlobal('fetch', async (...request: Parameters<typeof fetch>) => {
    const sent = new Request(...request)
    requests.push(`${sent.method} ${sent.url}`)
    const node = nodes[Number(new URL(sent.url).port) - 1]
    if (node === undefined) throw new TypeError('fetch failed')
    return node.fetch(sent)
  })
  const endpoint = await startTestEndpoint({ clock, bootstrap: { host, syncBudgetMs: 60_000 } })
  onTestFinished(async () => {
    vi.unstubAllGlobals()
    await endpoint.close()
    await Promise.all(nodes.map((node) => node.close()))
  })
  const email = 'ada@example.com'
  const { keyId, address } = await endpoint.importKey({ email, privateKey: Buffer.from(privateKey, 'hex') })
  const bearer = await endpoint.signIn(email)
  return {
    requests,
    passTime: () => {
      time += 1_000
    },
    async endpointSignsIn() {
      const body = { message: signInMessage({ address }) }
      const signed = await endpoint.call('POST', `/api/keys/${keyId}/sign`, { bearer, body })
      expect(signed.body).toMatchObject({ address: alice.address, tinycloudBootstrap: { status: 'complete' } })
    },
    async programSignsIn(node: string) {
      const tc = new TinyCloudNode({ privateKey, host: node, clock })
      await tc.signIn()
      return tc.bootstrapStatus ?? { status: 'none' }
    },
  }
}

/** Reads everything that creating an account leaves on a node, with the hash of each value. */
async function readAccount(host: string) {
  const everything = (space: string) =>
    ['kv', 'sql', 'capabilities'].map((service) => ({
      service: `tinycloud.${service}`,
      space,
      path: '',
      actions: service === 'kv' ? ['get', 'list', 'metadata'] : ['read'],
    }))
  const tc = new TinyCloudNode({
    privateKey,
    host,
    autoBootstrapAccount: false,
    autoCreateSpace: false,
    capabilityRequest: { resources: spaceNames.flatMap(everything) },
  })
  await tc.signIn()
  const { kv, sql } = tc.space('account')
  const listed = await kv.list()
  const keys = listed.ok ? listed.data.keys : []
  const values = await Promise.all(keys.map(async (key) => [key, await kv.get(key)] as const))
  const rows = await Promise.all(
    tables.map(async (table) => {
      const found = await sql.database('account').query(`SELECT * FROM ${table} ORDER BY 1`)
      return [table, found.ok ? found.data.rows : []] as const
    }),
  )
  const secrets = await tc.space('secrets').sql.query('SELECT sql FROM sqlite_schema ORDER BY name')
  const network = await tc.ensureEncryptionNetwork()
  return {
    values: Object.fromEntries(values),
    rows: Object.fromEntries(rows),
    schema: await sql.database('account').query('SELECT sql FROM sqlite_schema ORDER BY name'),
    secrets,
    network: network.ok && { ...network.data, publicEncryptionKey: '' },
  }
}
