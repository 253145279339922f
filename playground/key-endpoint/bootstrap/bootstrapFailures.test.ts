import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type BootstrapHarness, startBootstrapHarness } from '../testing/bootstrapHarness.ts'
import { signInMessage } from '../testing/signInMessage.ts'
import { startTimeoutMs } from '../testing/startTimeoutMs.ts'

const leaseMs = 60_000
const failed = { status: 'failed', errorCode: 'tinycloud_bootstrap_failed' }
const locked = { status: 'failed', errorCode: 'tinycloud_bootstrap_in_progress' }

let bench: BootstrapHarness
beforeAll(async () => {
  bench = await startBootstrapHarness({ leaseMs, heartbeatMs: 20_000, syncBudgetMs: 120_000 })
}, startTimeoutMs)
afterAll(() => bench.stop())
afterEach(() => bench.reset())

/** A call that waits until it is let go, and the news that it has come. */
function holdCall(wanted: string, { node } = bench) {
  let arrive = () => {}
  let release = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  node.intercept = async ({ name }) => {
    if (name !== wanted) return undefined
    arrive()
    await released
    return undefined
  }
  return { arrived, release: () => release() }
}

const wrongAnswers: readonly (readonly [call: string, status: number, body: string])[] = [
  ['peer secrets', 200, 'did:web:evil.example'],
  ['host default', 200, '{"cid":"x","activated":[],"skipped":[]}'],
  ['activate account', 200, '{"cid":"x","activated":[]}'],
  ['sql execute account', 400, 'SQLite error: Execute returned results'],
  ['sql batch account spaces', 200, '{"results":[]}'],
  ['network read', 500, ''],
  ['info', 200, '{"protocol":2,"nodeId":"did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z"}'],
  ['network create', 200, '{"descriptor":{"networkId":"urn:another","ownerDid":"did:pkh:x"}}'],
  ['kv system/bootstrap/complete', 401, 'Unauthorized Action'],
]

describe('a bootstrap that fails', () => {
  test.each(wrongAnswers)(
    'S14: at “%s” (%i) does not affect the signature, and the next sign-in tries again',
    async (call, status, body) => {
      const key = await bench.freshKey()
      bench.node.intercept = ({ name }) => (name === call ? { status, body } : undefined)
      expect(await bench.signIn(key)).toEqual(failed)
      expect(await bench.recorded(key)).toMatchObject({ status: 'failed', errorCode: failed.errorCode })
      bench.node.intercept = () => undefined
      expect(await bench.signIn(key)).toEqual({ status: 'complete' })
      expect(await bench.recorded(key)).toMatchObject({ status: 'complete', errorCode: null })
    },
  )

  test.each([
    ['lease insert', 500, ''],
    ['lease insert', 401, 'Unauthorized Action'],
    ['lease insert', 200, '<!doctype html>'],
    ['lease insert', 400, 'Schema error'],
    ['kv get system/bootstrap/complete', 500, ''],
    ['lease drop', 500, ''],
  ])('does not fail at “%s” (%i): without a lease, it provisions all the same', async (call, status, body) => {
    const key = await bench.freshKey()
    bench.node.intercept = ({ name }) => (name === call ? { status, body } : undefined)
    expect(await bench.signIn(key)).toEqual({ status: 'complete' })
    expect(bench.names().slice(-2)).toEqual(['kv system/bootstrap/complete', 'lease drop'])
  })

  test('ends its lease, so that another engine need not wait for it', async () => {
    bench.node.intercept = ({ name }) => (name === 'info' ? { status: 500, body: '' } : undefined)
    expect(await bench.signIn(await bench.freshKey())).toEqual(failed)
    expect(bench.names().at(-1)).toBe('lease delete')
  })

  test('fails when the node skips a space', async () => {
    const key = await bench.freshKey()
    const id = `tinycloud:pkh:eip155:1:${key.address}:public`
    const body = JSON.stringify({ cid: 'x', activated: [], skipped: [id] })
    bench.node.intercept = ({ name }) => (name === 'activate public' ? { status: 200, body } : undefined)
    expect(await bench.signIn(key)).toEqual(failed)
    expect((await bench.recorded(key))?.steps).toContainEqual(
      expect.objectContaining({ step: 'activate:public', outcome: 'failed', failure: 'space_skipped' }),
    )
  })

  test('sends nothing after it has ended', async () => {
    bench.node.intercept = ({ name }) => (name === 'kv spaces/default' ? { status: 500, body: '' } : undefined)
    expect(await bench.signIn(await bench.freshKey())).toEqual(failed)
    const { length } = bench.node.calls
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(bench.names()).toHaveLength(length)
    expect(bench.names()).not.toContain('network create')
  })

  test('records step and status in log and database, without text from the node', async () => {
    const key = await bench.freshKey()
    bench.node.intercept = ({ name }) =>
      name === 'host default' ? { status: 503, body: 'an unmistakable text' } : undefined
    await bench.signIn(key)
    const step = { step: 'host:default', outcome: 'failed', durationMs: expect.any(Number) }
    expect(bench.endpoint.logged).toContainEqual({ event: 'bootstrap_step', ...step, reason: 'refused', status: 503 })
    expect(bench.endpoint.logged.at(-2)).toMatchObject({ event: 'bootstrap_settled' })
    const told = JSON.stringify([bench.endpoint.logged, await bench.recorded(key)])
    const secrets = bench.node.calls.map(({ authorization }) => authorization).filter((text) => text !== '')
    for (const secret of ['unmistakable', key.id, key.address, ...secrets]) expect(told).not.toContain(secret)
  })
})

describe('a bootstrap that is slow', () => {
  test(
    'S14: is reported as pending, continues, and is recorded',
    async () => {
      const impatient = await startBootstrapHarness({ leaseMs, heartbeatMs: 20_000, syncBudgetMs: 50 })
      onTestFinished(() => impatient.stop())
      const key = await impatient.freshKey()
      const slow = holdCall('kv system/bootstrap/complete', impatient)
      const signed = impatient.signIn(key)
      await slow.arrived
      expect(await signed).toEqual({ status: 'pending' })
      expect(await impatient.recorded(key)).toMatchObject({ status: 'executing', completedAt: null })
      slow.release()
      await expect.poll(() => impatient.recorded(key), { timeout: 60_000 }).toMatchObject({ status: 'complete' })
    },
    startTimeoutMs,
  )

  test('RC3: locks the account for other attempts until it has ended', async () => {
    const key = await bench.freshKey()
    const slow = holdCall('host default')
    const first = bench.signIn(key)
    await slow.arrived
    expect(await bench.signIn(key)).toEqual(locked)
    slow.release()
    expect(await first).toEqual({ status: 'complete' })
    expect(bench.names().filter((name) => name === 'host default')).toHaveLength(1)
  })

  test('RC3: is taken over when its lease has expired, and sends and writes nothing more', async () => {
    const key = await bench.freshKey()
    const slow = holdCall('host account')
    const first = bench.signIn(key)
    await slow.arrived
    bench.endpoint.clock.advance(leaseMs)
    bench.node.intercept = () => undefined
    expect(await bench.signIn(key)).toEqual({ status: 'complete' })
    const { length } = bench.node.calls
    slow.release()
    expect(await first).toEqual(failed)
    expect(bench.names()).toHaveLength(length)
    expect(await bench.recorded(key)).toMatchObject({ status: 'complete', errorCode: null })
  })

  test(
    'S14: that is interrupted by a stop is repeated by the next endpoint',
    async () => {
      const other = await startBootstrapHarness({ syncBudgetMs: 50 })
      const key = await other.freshKey()
      let arrive = () => {}
      const arrived = new Promise<void>((resolve) => {
        arrive = resolve
      })
      other.node.intercept = ({ name }) => {
        if (name !== 'host default') return undefined
        arrive()
        return new Promise(() => {})
      }
      expect(await other.signIn(key)).toEqual({ status: 'pending' })
      await arrived
      await other.endpoint.close()
      const states = other.endpoint.logged.filter(({ event }) => event === 'bootstrap_state')
      expect(states.at(-1)).toEqual({ event: 'bootstrap_state', bootstrap: 'surfaced', reason: failed.errorCode })
      await other.node.close()
    },
    startTimeoutMs,
  )
})

describe('a bootstrap that is skipped', () => {
  test.each([
    ['a foreign message', ({ address }: { address: string }) => signInMessage({ address, inAccount: {} })],
    ['no SIWE', () => 'hello'],
    ['another chain', ({ address }: { address: string }) => signInMessage({ address, chainId: 137 })],
  ])('sends nothing to the node: %s', async (_, message) => {
    const key = await bench.freshKey()
    expect(await bench.sign(key, message(key))).toEqual({ status: 'skipped' })
    expect(bench.names()).toEqual([])
    expect(await bench.recorded(key)).toBeNull()
  })

  test('sends nothing to the node: automatic signing is off', async () => {
    const key = await bench.freshKey()
    const { bearer, endpoint } = bench
    await endpoint.call('PATCH', '/api/account/auto-sign', { bearer, body: { autoSignEnabled: false } })
    expect(await bench.signIn(key)).toEqual({ status: 'skipped' })
    expect(bench.names()).toEqual([])
    await endpoint.call('PATCH', '/api/account/auto-sign', { bearer, body: { autoSignEnabled: true } })
    expect(await bench.signIn(key)).toEqual({ status: 'complete' })
  })

  test('sends nothing to the node: the format is raw, which is rejected before', async () => {
    const key = await bench.freshKey()
    const { bearer, endpoint } = bench
    const body = { message: signInMessage(key), format: 'raw' }
    expect(await endpoint.call('POST', `/api/keys/${key.id}/sign`, { bearer, body })).toMatchObject({ status: 400 })
    expect(bench.names()).toEqual([])
  })

  test('sends nothing to the node: the sign-in expires within five seconds', async () => {
    const key = await bench.freshKey()
    const message = signInMessage({ ...key, expiresAt: Date.now() + 4_000 })
    expect(await bench.sign(key, message)).toEqual({
      status: 'failed',
      errorCode: 'tinycloud_bootstrap_expired_request',
    })
    expect(bench.names()).toEqual([])
  })
})
