import { generatePrivateKey, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createNode, type TinyCloudNode } from '../../node/index.ts'
import { identifyAccount } from '../../provisioning/account/account.ts'
import { createNodeClient, NodeCallError, type NodeClient } from '../../provisioning/client/nodeClient.ts'
import { type AccountLease, createAccountLease } from '../../provisioning/lease/accountLease.ts'
import { LeaseLostError } from '../../provisioning/lease/holdLease.ts'
import { openAccount } from '../../provisioning/steps/openAccount.ts'
import { provisionOnce } from '../../provisioning/steps/provisionOnce.ts'
import { type RunSteps, runGroup, StepError } from '../../provisioning/steps/runGroup.ts'
import { host } from '../../sdk-core/testing/clientsOf.ts'
import { nameNodeCall } from '../../shared/nameNodeCall.ts'

const { signal } = new AbortController()
const clock = { now: () => Date.now() }
/** A lease that is long for a busy machine, and short for a test. */
const times = { leaseMs: 10_000, heartbeatMs: 1_000, pollMs: 50, waitMs: 25_000 }

let node: TinyCloudNode
beforeAll(async () => {
  node = await createNode({ dataDir: ':memory:' })
  // The node starts a thread for the first request to a database.
  await (await leaseOf(newOwner())).acquire(signal)
})
afterAll(() => node.close())

type Owner = ReturnType<typeof newOwner>
const newOwner = () => privateKeyToAccount(generatePrivateKey())

const runSteps: RunSteps = (steps) => runGroup(steps, { signal, clock, startedAt: 0, onTiming: () => {} })

function provisioningOf(owner: Owner, call: NodeClient) {
  const account = identifyAccount({ address: owner.address, chainId: 1 })
  const sign = (message: string) => owner.signMessage({ message })
  return { account, call, sign, clock, domain: 'localhost', sessionLifetimeMs: 3_600_000 }
}

const toNode: NodeClient = (request, given) =>
  createNodeClient({
    fetch: (input, init) => node.fetch(new Request(input, init)),
    host,
    timeoutMs: 60_000,
    check: () => {},
  })(request, given)

async function leaseOf(owner: Owner, { engineId = 'one', leaseMs = 60_000 } = {}): Promise<AccountLease> {
  const provisioning = provisioningOf(owner, toNode)
  const { session } = await openAccount(provisioning, runSteps)
  return createAccountLease({ provisioning, session, engineId, leaseMs })
}

type EngineOptions = {
  /** The first call that does not reach the node, and neither does a later one. */
  readonly until?: string
  /** Runs before a call is sent. */
  readonly before?: Readonly<Record<string, () => Promise<unknown>>>
}

/** An engine with the key of the owner. `calls` names what it has sent. */
function engineOf(owner: Owner, { until, before = {} }: EngineOptions = {}) {
  const calls: string[] = []
  let isCutOff = false
  const provisioning = provisioningOf(owner, async (request, given) => {
    const { headers = {}, body = '' } = request
    const { name } = nameNodeCall({ ...request, authorization: headers.Authorization ?? '', body })
    isCutOff ||= name === until
    if (isCutOff) return new Promise((_, reject) => given.addEventListener('abort', () => reject(given.reason)))
    await before[name]?.()
    calls.push(name)
    return toNode(request, given)
  })
  const engineId = crypto.randomUUID()
  const provision = (given = times) =>
    provisionOnce(provisioning, { runSteps, engineId, trustsMarker: true, times: given })
  return { calls, provision }
}

describe('createAccountLease', () => {
  test('gives the account to one of many engines', async () => {
    const owner = newOwner()
    const leases = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((engineId) => leaseOf(owner, { engineId })))
    const acquired = await Promise.all(leases.map((lease) => lease.acquire(signal)))
    expect(acquired.filter((expiresAt) => expiresAt !== undefined)).toHaveLength(1)
  })

  test('gives it to the same engine again, and to another one after it has been released', async () => {
    const owner = newOwner()
    const [one, other] = [await leaseOf(owner), await leaseOf(owner, { engineId: 'other' })]
    await one.acquire(signal)
    expect([await one.acquire(signal), await other.acquire(signal)]).toEqual([expect.any(Number), undefined])
    await other.release(signal)
    expect(await other.acquire(signal)).toBeUndefined()
    await one.release(signal)
    expect(await other.acquire(signal)).toEqual(expect.any(Number))
  })

  test('gives it to another engine once it has expired, and then not back', async () => {
    const owner = newOwner()
    const [one, other] = [await leaseOf(owner, { leaseMs: 2_000 }), await leaseOf(owner, { engineId: 'other' })]
    await one.acquire(signal)
    await expect.poll(() => other.acquire(signal), { timeout: 60_000 }).toEqual(expect.any(Number))
    expect([await one.renew(signal), await one.acquire(signal)]).toEqual([undefined, undefined])
  })

  test('keeps it as long as it is renewed', async () => {
    const owner = newOwner()
    const [one, other] = [await leaseOf(owner, { leaseMs: 1 }), await leaseOf(owner, { engineId: 'other' })]
    await one.acquire(signal)
    const long = await leaseOf(owner)
    expect(await long.renew(signal)).toEqual(expect.any(Number))
    expect(await other.acquire(signal)).toBeUndefined()
  })

  test('leaves no table when it is removed', async () => {
    const lease = await leaseOf(newOwner())
    await lease.acquire(signal)
    await lease.remove(signal)
    await expect(lease.renew(signal)).rejects.toThrow(NodeCallError)
    await lease.remove(signal)
  })
})

/** Calls of each engine before one of them has the lease, and while it waits. */
const shared = ['activate default', 'peer account', 'host account', 'lease insert']
const readsMarker = 'kv get system/bootstrap/complete'
/** Calls that create an account. Those for the table of the lease are left out. */
const creating = (calls: readonly string[]) =>
  calls.filter((name) => ![...shared, readsMarker, 'lease update', 'lease drop'].includes(name))

describe('provisionOnce', () => {
  test('S14: of two engines that start at once, one provisions the account, and both end with it', async () => {
    const owner = newOwner()
    const engines = [engineOf(owner), engineOf(owner)]
    expect(await Promise.all(engines.map(({ provision }) => provision()))).toEqual(['provisioned', 'provisioned'])
    const written = engines.map(({ calls }) => creating(calls))
    expect(written.map(({ length }) => length > 0).sort()).toEqual([false, true])
    const alone = engineOf(newOwner())
    await alone.provision()
    expect(written.flat().sort()).toEqual(creating(alone.calls).sort())
    expect(new Set(creating(alone.calls)).size).toBe(creating(alone.calls).length)
  })

  test('finds an account that is complete, and writes nothing', async () => {
    const owner = newOwner()
    await engineOf(owner).provision()
    const second = engineOf(owner)
    expect(await second.provision()).toBe('found')
    expect(second.calls).toEqual(['activate default', readsMarker])
  })

  test('S14: provisions nothing if the account became complete before it had the lease', async () => {
    const owner = newOwner()
    const late = engineOf(owner, { before: { 'lease insert': () => engineOf(owner).provision() } })
    expect(await late.provision()).toBe('provisioned')
    expect(late.calls).toEqual([...shared, readsMarker, 'lease drop'])
  })

  test('S14: takes over from an engine that vanished, which sends nothing when it is back', async () => {
    const owner = newOwner()
    const vanished = engineOf(owner, { until: 'sql execute account' })
    const end = vanished.provision().catch((error: unknown) => error)
    await expect.poll(() => vanished.calls, { timeout: 60_000 }).toContain('activate secrets')
    const second = engineOf(owner)
    expect(await second.provision()).toBe('provisioned')
    expect(second.calls.filter((name) => name === 'lease insert').length).toBeGreaterThan(1)
    expect(await end).toMatchObject({ name: StepError.name, cause: expect.any(LeaseLostError) })
    expect(vanished.calls).not.toContain('sql execute account')
  })

  test('provisions without a lease if the node answers too late for one', async () => {
    const engine = engineOf(newOwner())
    expect(await engine.provision({ ...times, leaseMs: 0 })).toBe('provisioned')
    expect(engine.calls.at(-1)).toBe('lease drop')
  })

  test('leaves the lease to the next engine if a step fails', async () => {
    const owner = newOwner()
    const failing = provisionOnce(
      provisioningOf(owner, (request, given) => {
        if (request.path === '/info') throw new NodeCallError('refused', { status: 500 })
        return toNode(request, given)
      }),
      { runSteps, engineId: 'failing', trustsMarker: true },
    )
    await expect(failing).rejects.toThrow('Step encryption:network-create failed.')
    const second = engineOf(owner)
    expect(await second.provision()).toBe('provisioned')
    expect(second.calls.filter((name) => name === 'lease insert')).toHaveLength(1)
  })
})
