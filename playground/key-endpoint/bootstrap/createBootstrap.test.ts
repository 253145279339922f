import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { markerKey, stepIds } from '../../provisioning/steps/writeCompletionMarker.ts'
import { type BootstrapHarness, type HarnessKey, startBootstrapHarness } from '../testing/bootstrapHarness.ts'
import type { RecordedNode, RecordedResponse } from '../testing/recordedNode.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'
import { isTrustedHost } from './createBootstrap.ts'

let bench: BootstrapHarness
beforeAll(async () => {
  bench = await startBootstrapHarness()
}, startTimeoutMs)
afterAll(() => bench.stop())
afterEach(() => bench.reset())

const spaces = ['default', 'applications', 'account', 'secrets', 'public']

const marker = { v: 1, stepIds, completedAt: '2026-01-01T00:00:00.000Z' }

/** Answers as a node where another engine has provisioned the account of the key. */
function provisionedBy({ address }: HarnessKey, answer: Partial<RecordedResponse> = {}): RecordedNode['intercept'] {
  for (const name of spaces) bench.node.hosted.add(`tinycloud:pkh:eip155:1:${address}:${name}`)
  return ({ name }) =>
    name === `kv get ${markerKey}` ? { status: 200, body: JSON.stringify(marker), ...answer } : undefined
}

describe('createBootstrap', () => {
  test('provisions an account in groups, each after all steps of the previous one', async () => {
    const key = await bench.freshKey()
    expect(await bench.signIn(key)).toEqual({ status: 'complete' })
    const except = (opened: string) => spaces.filter((name) => name !== opened)
    const groups = [
      ['activate default'],
      ['peer account'],
      ['host account'],
      ['lease insert'],
      ['kv get system/bootstrap/complete'],
      except('account').map((name) => `peer ${name}`),
      except('account').map((name) => `host ${name}`),
      except('default').map((name) => `activate ${name}`),
      ['sql execute account'],
      [
        ...spaces.map((name) => `kv spaces/${name}`),
        'kv applications/xyz.tinycloud.secrets',
        'sql batch account spaces',
        'sql batch account applications',
      ],
      ['network read', 'info', 'network create', 'sql execute default'],
      ['kv system/bootstrap/complete'],
      ['lease drop'],
    ]
    const came = [...bench.names()]
    for (const group of groups) expect(came.splice(0, group.length).sort()).toEqual([...group].sort())
    expect(came).toEqual([])
  })

  test('sends nothing to the node when the account is complete', async () => {
    const key = await bench.freshKey()
    await bench.signIn(key)
    bench.node.calls.length = 0
    expect(await bench.signIn(key)).toEqual({ status: 'complete' })
    expect(bench.names()).toEqual([])
    expect(bench.endpoint.logged.filter(({ event }) => event === 'bootstrap_state').at(-1)).toEqual({
      event: 'bootstrap_state',
      bootstrap: 'cacheHit',
    })
  })

  test('RC1: sends the schema with a statement that returns no rows', async () => {
    const key = await bench.freshKey()
    await bench.signIn(key)
    const bodies = bench.node.calls
      .filter(({ name }) => name.startsWith('sql execute'))
      .map(({ body }) => JSON.parse(body))
    expect(bodies).toHaveLength(2)
    for (const { action, sql, params, schema } of bodies) {
      expect({ action, params }).toEqual({ action: 'execute', params: [] })
      expect(sql).toBe(schema.at(-1))
      for (const statement of [sql, ...schema]) expect(statement).toMatch(/^CREATE (TABLE|INDEX) IF NOT EXISTS /)
    }
  })

  test('RC2: registers each space under its full id, owned, as a value and as a row, after the schema', async () => {
    const key = await bench.freshKey()
    await bench.signIn(key)
    const did = `did:pkh:eip155:1:${key.address}`
    const id = (name: string) => `tinycloud:pkh:eip155:1:${key.address}:${name}`
    const at = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
    const values = bench.node.calls
      .filter(({ name }) => name.startsWith('kv spaces/'))
      .map(({ body }) => JSON.parse(body))
    expect(values.sort((one, other) => spaces.indexOf(one.name) - spaces.indexOf(other.name))).toEqual(
      spaces.map((name) => ({
        space_id: id(name),
        name,
        owner_did: did,
        type: 'owned',
        permissions: ['*'],
        status: 'active',
        registered_at: at,
        updated_at: at,
      })),
    )
    const batch = bench.node.calls.find(({ name }) => name === 'sql batch account spaces')
    const { statements } = JSON.parse(batch?.body ?? '')
    const columns = /\((.*?)\)/.exec(statements[0].sql)?.[1]?.split(', ') ?? []
    const rows = statements.map(({ params }: { params: unknown[] }) =>
      Object.fromEntries(columns.map((column, position) => [column, params[position]])),
    )
    expect(rows).toEqual(
      values.map(({ permissions, ...record }) => ({
        ...record,
        permissions_json: JSON.stringify(permissions),
        expires_at: null,
      })),
    )
    expect(bench.names().indexOf('sql execute account')).toBeLessThan(bench.names().indexOf('kv spaces/default'))
    expect(bench.names().indexOf('kv spaces/public')).toBeLessThan(bench.names().indexOf('sql batch account spaces'))
  })

  test('RC3: runs one attempt for concurrent signatures', async () => {
    const key = await bench.freshKey()
    const reports = await Promise.all(Array.from({ length: 8 }, () => bench.signIn(key)))
    expect(bench.names().filter((name) => name === 'peer default')).toHaveLength(1)
    const locked = { status: 'failed', errorCode: 'tinycloud_bootstrap_in_progress' }
    for (const report of reports) expect([{ status: 'complete' }, locked]).toContainEqual(report)
    expect(reports).toContainEqual({ status: 'complete' })
  })

  test('RC3: writes nothing if the node has the marker of another engine, and asks no more', async () => {
    const key = await bench.freshKey()
    bench.node.intercept = provisionedBy(key)
    expect(await bench.signIn(key)).toEqual({ status: 'complete' })
    expect(bench.names()).toEqual(['activate default', `kv get ${markerKey}`])
    expect(await bench.recorded(key)).toMatchObject({
      status: 'complete',
      steps: [{ step: 'session:default' }, { step: 'activate:default' }, { step: 'find-completion-marker' }],
    })
    expect(await bench.signIn(key)).toEqual({ status: 'complete' })
    expect(bench.names()).toHaveLength(2)
  })

  test('RC3: writes nothing if another engine holds the account at the node, and waits until that one has completed it', async () => {
    const key = await bench.freshKey()
    let attempts = 0
    const found = provisionedBy(key)
    bench.node.intercept = (call, response) => {
      if (call.name === 'lease insert') return { status: 200, body: '{"changes":0,"lastInsertRowId":null}' }
      attempts += call.name === `kv get ${markerKey}` ? 1 : 0
      return attempts > 2 ? found(call, response) : undefined
    }
    expect(await bench.signIn(key)).toEqual({ status: 'complete' })
    const lookedTwice = ['lease insert', `kv get ${markerKey}`]
    expect(bench.names()).toEqual(['activate default', `kv get ${markerKey}`, ...lookedTwice, ...lookedTwice])
    expect(await bench.recorded(key)).toMatchObject({ status: 'complete' })
  })

  test.each([
    ['of another version', { body: JSON.stringify({ ...marker, v: 2 }) }],
    ['that lacks a step', { body: JSON.stringify({ ...marker, stepIds: stepIds.slice(1) }) }],
    ['that clients reject, because it is stored as text', { contentType: 'text/plain' }],
    ['that is no JSON', { body: 'complete' }],
    ['that the session may not read', { status: 401 }],
    ['that does not exist', { status: 404 }],
  ])('provisions an account with a marker %s', async (_, answer) => {
    const key = await bench.freshKey()
    bench.node.intercept = provisionedBy(key, answer)
    expect(await bench.signIn(key)).toEqual({ status: 'complete' })
    expect(bench.names().filter((name) => name.startsWith('host '))).toHaveLength(spaces.length - 1)
  })

  test.each([
    ['the spaces', /^kv spaces\//],
    ['the application', /^kv applications\//],
    ['the completion marker', /^kv system\/bootstrap\/complete$/],
    ['SQL requests', /^sql/],
    ['the encryption network', /^network create/],
  ])('sends %s as JSON, because clients read a record by its stored type', async (_, name) => {
    await bench.signIn(await bench.freshKey())
    const types = bench.node.calls.filter((call) => name.test(call.name)).map(({ contentType }) => contentType)
    expect(new Set(types)).toEqual(new Set(['application/json']))
  })

  test('registers the application in the format of the clients', async () => {
    await bench.signIn(await bench.freshKey())
    const value = JSON.parse(bench.node.calls.find(({ name }) => name.startsWith('kv applications/'))?.body ?? '')
    expect(value).toMatchObject({ app_id: 'xyz.tinycloud.secrets', manifests: [{ name: 'TinyCloud Secrets' }] })
    expect(Object.keys(value)).toEqual(['app_id', 'manifests', 'manifest_hash', 'updated_at'])
    const batch = bench.node.calls.find(({ name }) => name === 'sql batch account applications')
    expect(JSON.parse(batch?.body ?? '')).toEqual({
      action: 'batch',
      statements: [
        {
          sql: 'INSERT OR REPLACE INTO applications (app_id, name, description, updated_at, manifest_json) VALUES (?, ?, ?, ?, ?)',
          params: [value.app_id, 'TinyCloud Secrets', null, value.updated_at, JSON.stringify(value.manifests)],
        },
        {
          sql: 'INSERT OR REPLACE INTO application_state (app_id, manifest_hash, indexed_at) VALUES (?, ?, ?)',
          params: [value.app_id, value.manifest_hash, value.updated_at],
        },
      ],
    })
  })

  test('writes the completion marker last, with the twenty steps', async () => {
    await bench.signIn(await bench.freshKey())
    expect(bench.names().slice(-2)).toEqual(['kv system/bootstrap/complete', 'lease drop'])
    const marker = JSON.parse(bench.node.calls.at(-2)?.body ?? '')
    expect(marker).toMatchObject({ v: 1, completedAt: expect.any(String) })
    expect(marker.stepIds).toHaveLength(20)
  })

  test('does not create an existing network', async () => {
    const key = await bench.freshKey()
    const networkId = `urn:tinycloud:encryption:did:pkh:eip155:1:${key.address}:default`
    const descriptor = { networkId, ownerDid: `did:pkh:eip155:1:${key.address}` }
    bench.node.intercept = ({ name }) =>
      name === 'network read' ? { status: 200, body: JSON.stringify({ descriptor }) } : undefined
    expect(await bench.signIn(key)).toEqual({ status: 'complete' })
    expect(bench.names()).not.toContain('network create')
  })

  test('accepts a network that was created concurrently', async () => {
    bench.node.intercept = ({ name }) => (name === 'network create' ? { status: 409, body: 'exists' } : undefined)
    expect(await bench.signIn(await bench.freshKey())).toEqual({ status: 'complete' })
  })
})

describe('bootstrapRoutes', () => {
  test('return a key’s bootstrap only to its owner', async () => {
    const { endpoint, bearer } = bench
    const key = await bench.freshKey()
    expect(await bench.recorded(key)).toBeNull()
    await bench.signIn(key)
    expect(await bench.recorded(key)).toMatchObject({ status: 'complete', host: bench.node.url, errorCode: null })
    const route = `/api/keys/${key.id}/bootstrap`
    const eve = await endpoint.signIn('eve@example.com')
    expect(await endpoint.call('GET', route, { bearer })).toMatchObject({ status: 200 })
    expect(await endpoint.call('GET', route, { bearer: eve })).toMatchObject({ status: 404 })
    expect(await endpoint.call('GET', route)).toMatchObject({ status: 401 })
  })
})

describe('isTrustedHost', () => {
  test.each(['https://node.tinycloud.xyz', 'https://tee.node.tinycloud.xyz'])('trusts %s everywhere', (host) => {
    expect([isTrustedHost(host, 'production'), isTrustedHost(host, 'development')]).toEqual([true, true])
  })

  test.each(['http://localhost:5176', 'http://127.0.0.1:5176', 'http://[::1]:5176', 'https://localhost'])(
    'trusts %s outside production',
    (host) => {
      expect([isTrustedHost(host, 'production'), isTrustedHost(host, 'development')]).toEqual([false, true])
    },
  )

  test.each([
    'http://node.tinycloud.xyz',
    'https://node.tinycloud.xyz:444',
    'https://node.tinycloud.xyz.evil.example',
    'https://evil.example/node.tinycloud.xyz',
    'https://node.tinycloud.xyz@evil.example',
    'https://user@node.tinycloud.xyz',
    'https://node.tinycloud.xyz/path',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://0.0.0.0:5176',
    'file://localhost',
    'localhost:5176',
    'not a url',
    '',
  ])('does not trust %s', (host) => {
    expect(isTrustedHost(host, 'development')).toBe(false)
  })
})
