import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type RecordedNode, startRecordedNode } from '../../key-endpoint/testing/recordedNode.ts'
import { createNode } from '../../node/index.ts'
import { spaceNames } from '../../provisioning/account/account.ts'
import { host } from '../../sdk-core/testing/clientsOf.ts'
import { alice, walletOf } from '../../sdk-core/testing/wallets.ts'
import { MemorySessionStorage, type SignRequest, TinyCloudNode, type TinyCloudNodeOptions } from '../index.ts'
import { bootstrapAccount } from './bootstrapAccount.ts'

const privateKey = '11'.repeat(32)

describe('a sign-in with a private key', () => {
  test('creates what a new account lacks: done, and the next start finds it', async () => {
    const { tc, again, requests } = await playground({ privateKey })
    expect(tc.bootstrapStatus).toBeUndefined()
    await tc.signIn()
    expect(tc.bootstrapStatus).toEqual({ status: 'done' })
    expect(tc.bootstrapSkipped).toBe(false)
    for (const name of ['default', 'applications'])
      expect(await tc.space(name).kv.list()).toMatchObject({ ok: name === 'default' })
    expect((await tc.space('account').kv.list({ prefix: 'spaces/' })).ok).toBe(true)
    expect(await tc.ensureEncryptionNetwork()).toMatchObject({ ok: true })

    const later = again()
    const before = requests.length
    await later.signIn()
    expect(later.bootstrapStatus).toEqual({ status: 'skipped', reason: 'already-provisioned' })
    expect(requests.slice(before)).toEqual([`GET ${host}/info`, `POST ${host}/delegate`, `POST ${host}/invoke`])
  })

  test('concurrent sign-ins share one bootstrap', async () => {
    const { tc, requests } = await playground({ privateKey })
    const [one, other] = await Promise.all([tc.signIn(), tc.signIn()])
    expect(one).toBe(other)
    expect(requests.filter((request) => request.includes('/peer/generate/'))).toHaveLength(1 + spaceNames.length)
  })

  test('concurrent sign-ins for relying parties share one bootstrap as well', async () => {
    const { tc, requests } = await playground({ privateKey })
    await Promise.all([tc.signIn({ nonce: 'nonceOfThePartyOne' }), tc.signIn({ nonce: 'nonceOfThePartyTwo' })])
    expect(tc.bootstrapStatus).toEqual({ status: 'done' })
    expect(requests.filter((request) => request.endsWith('account'))).toHaveLength(1)
  })

  test('RC3: two programs at once: both are done, and leave one complete account', async () => {
    const { tc, again } = await playground({ privateKey })
    const other = again()
    await Promise.all([tc.signIn(), other.signIn()])
    expect([tc.bootstrapStatus, other.bootstrapStatus]).toEqual([{ status: 'done' }, { status: 'done' }])
    const spaces = await tc.space('account').kv.list({ prefix: 'spaces/' })
    expect(spaces.ok && spaces.data.keys).toHaveLength(spaceNames.length)
    await again().signIn()
  })

  test('can be told not to', async () => {
    const { tc, requests } = await playground({ privateKey, autoBootstrapAccount: false })
    await tc.signIn()
    expect(tc.bootstrapStatus).toEqual({ status: 'skipped', reason: 'auto-bootstrap-disabled' })
    expect(requests).toHaveLength(4)
  })

  test('a strategy learns the purpose of each signature', async () => {
    const purposes: SignRequest['purpose'][] = []
    const { tc } = await playground({
      signer: walletOf(alice),
      signStrategy: ({ purpose }) => {
        purposes.push(purpose)
        return { approved: true }
      },
    })
    await tc.signIn()
    const each = (purpose: SignRequest['purpose']) => spaceNames.map(() => purpose)
    expect(purposes.slice(0, 2)).toEqual(['sign-in', 'host-space'])
    expect(purposes.slice(2).sort()).toEqual([...each('bootstrap-host'), ...each('bootstrap-session')])
    expect(tc.bootstrapStatus).toEqual({ status: 'done' })
  })

  test('a strategy that refuses the bootstrap leaves a sign-in that works', async () => {
    const { tc } = await playground({
      signer: walletOf(alice),
      signStrategy: ({ purpose }) =>
        purpose.startsWith('bootstrap') ? { approved: false, reason: 'not today' } : { approved: true },
    })
    await tc.signIn()
    expect(tc.bootstrapSkipped).toBe(true)
    expect(tc.bootstrapStatus).toEqual({
      status: 'degraded',
      reason: expect.stringContaining('`signStrategy` refused the signature for “bootstrap-session”: not today.'),
    })
    expect(await tc.kv.put('a', 'value')).toMatchObject({ ok: true })
  })

  test('RC3: creates what is missing again if the marker is of another version, and then marks it as its own', async () => {
    const { tc, again } = await playground({ privateKey })
    await tc.signIn()
    const key = 'system/bootstrap/complete'
    const { kv } = tc.space('account')
    const marker = await kv.get(key)
    const value = marker.ok ? Object(marker.data.data) : {}
    expect(value).toMatchObject({ v: 1, completedAt: expect.any(String) })
    expect(await kv.put(key, { ...value, v: 2 })).toMatchObject({ ok: true })
    const [second, third] = [again(), again()]
    await second.signIn()
    expect(second.bootstrapStatus).toEqual({ status: 'done' })
    expect(await kv.get(key)).toMatchObject({ data: { data: { v: 1 } } })
    await third.signIn()
    expect(third.bootstrapStatus).toEqual({ status: 'skipped', reason: 'already-provisioned' })
  })
})

describe('an interactive signer', () => {
  test.each<[string, TinyCloudNodeOptions]>([
    ['by default', {}],
    ['if the program says ask', { signStrategy: 'ask' }],
    ['even where a new account should be created', { autoBootstrapAccount: true }],
  ])('is never asked for more than session and space, %s', async (_, options) => {
    const signer = walletOf(alice)
    const { tc, requests } = await playground({ signer, ...options })
    await tc.signIn()
    expect(tc.bootstrapStatus).toEqual({ status: 'skipped', reason: 'interactive-signer' })
    expect(signer.signed).toHaveLength(2)
    expect(requests).toHaveLength(4)
  })

  test('may sign a prepared session, which creates nothing', async () => {
    const { tc, requests } = await playground({ privateKey })
    const { prepared, keyId, jwk } = await tc.prepareSessionForSigning()
    const signature = await alice.signMessage({ message: prepared.siwe })
    await tc.signInWithPreparedSession(prepared, signature, keyId, jwk)
    expect(tc.bootstrapStatus).toEqual({ status: 'skipped', reason: 'interactive-signer' })
    expect(requests).toHaveLength(4)
  })
})

/** Calls of the bootstrap, each of which may fail. */
const calls = [
  ...spaceNames.flatMap((name) => [`peer ${name}`, `host ${name}`, `activate ${name}`, `kv spaces/${name}`]),
  ...['sql execute account', 'sql batch account spaces', 'sql batch account applications'],
  ...['kv applications/xyz.tinycloud.secrets', 'sql execute default', 'network read', 'info', 'network create'],
  'kv system/bootstrap/complete',
]

/** One call of each step that speaks with the node. */
const steps = [
  ...['peer default', 'host account', 'activate default', 'sql execute account', 'kv spaces/secrets'],
  ...['sql batch account spaces', 'sql batch account applications', 'info', 'network create', 'sql execute default'],
  'kv system/bootstrap/complete',
]

type Fault = (call: string) => RecordedNode['intercept']

const faults: Readonly<Record<string, Fault>> = {
  'refuses with 401': (call) => on(call, () => ({ status: 401, body: 'Unauthorized Action' })),
  'fails with 500': (call) => on(call, () => ({ status: 500, body: 'Internal server error' })),
  'answers garbage': (call) => on(call, () => ({ status: 200, body: '<!doctype html>' })),
  'refuses to connect': (call) =>
    on(call, (response) => {
      response.destroy()
      return undefined
    }),
  'cuts in mid-body': (call) =>
    on(call, (response) => {
      response.writeHead(200, { 'content-length': 64 }).write('{"cid":')
      setImmediate(() => response.destroy())
      return undefined
    }),
  'does not answer in time': (call) => on(call, () => new Promise(() => {})),
}

function on(
  wanted: string,
  answer: (response: Parameters<RecordedNode['intercept']>[1]) => ReturnType<RecordedNode['intercept']>,
): RecordedNode['intercept'] {
  return ({ name }, response) => (name === wanted ? answer(response) : undefined)
}

describe('bootstrapAccount', () => {
  let node: RecordedNode
  let client: Exposed
  beforeAll(async () => {
    node = await startRecordedNode()
    client = new Exposed({ privateKey, host: node.url, autoBootstrapAccount: false })
    await client.signIn()
  })
  afterEach(() => {
    node.intercept = () => undefined
  })
  afterAll(() => node?.close())

  /** Provisions an account of which the node hosts nothing. */
  const bootstrap = (requestTimeoutMs = 30_000) => {
    node.hosted.clear()
    return bootstrapAccount({ ...client.parts(), fetch, requestTimeoutMs, engineId: 'this' })
  }

  test.each(Object.keys(faults).filter((fault) => fault !== 'does not answer in time'))(
    'is degraded and names the step, whichever call the node %s',
    async (fault) => {
      const tried = fault === 'fails with 500' ? calls : steps
      const healthy: string[] = []
      for (const call of tried) {
        node.intercept = faults[fault]?.(call) ?? (() => undefined)
        const outcome = await bootstrap()
        // The body of an answer to a stored value is not read.
        if (outcome.status === 'degraded') expect(outcome.reason).toMatch(/^Step [\w:-]+ failed\. The call to the node/)
        else healthy.push(call)
      }
      const unread = tried.filter((call) => call.startsWith('kv '))
      expect(healthy).toEqual(fault === 'answers garbage' ? unread : [])
    },
  )

  test.each(Object.keys(faults))('is done without a lease, if the node %s', async (fault) => {
    const outcomes = []
    for (const call of ['lease insert', 'lease drop', 'kv get system/bootstrap/complete']) {
      node.intercept = faults[fault]?.(call) ?? (() => undefined)
      outcomes.push(await bootstrap(fault === 'does not answer in time' ? 2_000 : undefined))
    }
    expect(outcomes).toEqual([{ status: 'done' }, { status: 'done' }, { status: 'done' }])
  })

  test('is degraded, whichever call the node does not answer in time', async () => {
    const reasons: string[] = []
    for (const call of steps) {
      node.intercept = faults['does not answer in time']?.(call) ?? (() => undefined)
      const outcome = await bootstrap(250)
      reasons.push(outcome.status === 'degraded' ? outcome.reason : outcome.status)
    }
    expect(reasons).toEqual(steps.map(() => expect.stringMatching(/^Step .* timeout\.$/)))
  })
})

/** A client whose parts a test can use. */
class Exposed extends TinyCloudNode {
  parts() {
    const session = this.activeSession
    if (session === undefined) throw new Error('No session.')
    return { session, signing: this.signing() }
  }
}

/** Creates a client of a node in this process. */
async function playground(options: TinyCloudNodeOptions) {
  const node = await createNode({ dataDir: ':memory:' })
  onTestFinished(() => node.close())
  const requests: string[] = []
  const common: TinyCloudNodeOptions = {
    host,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      requests.push(`${request.method} ${request.url}`)
      return node.fetch(request)
    },
    ...options,
  }
  const again = () => new TinyCloudNode({ ...common, sessionStorage: new MemorySessionStorage() })
  return { tc: again(), again, requests }
}
