import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectOneEngine } from '../../fixtures/asserts/oneEngine.ts'
import { provisionedAccount } from '../../fixtures/asserts/provisionedAccount.ts'
import { type AccountOnNode, readAccount } from '../../fixtures/asserts/readAccount.ts'
import { type BootstrapProcesses, startBootstrapProcesses } from '../../fixtures/processes/bootstrapProcesses.ts'
import { enterKeyEndpoint, type KeyEndpointUser } from '../../fixtures/processes/keyEndpointUser.ts'
import { type CliOutcome, type CliProcess, startTinyCloudCli } from '../../fixtures/processes/runTinyCloudCli.ts'

/** Owners whose root keys both engines have: the key endpoint sealed, the command line as it is. */
const owners = ['program-first', 'endpoint-first', 'at-once', 'program-killed', 'endpoint-killed'] as const
const privateKeyOf = (owner: (typeof owners)[number]) => `${owners.indexOf(owner) + 1}`.repeat(64)

let environment: BootstrapProcesses
beforeAll(async () => {
  environment = await startBootstrapProcesses({
    settings: {
      TINYCLOUD_BOOTSTRAP_SYNC_BUDGET_MS: '600000',
      TINYCLOUD_BOOTSTRAP_REQUEST_TIMEOUT_MS: '120000',
      IMPORTED_KEYS: owners.map((owner) => `${owner}@example.com=${privateKeyOf(owner)}`).join(' '),
    },
  })
})
afterAll(() => environment?.stop())

type Account = {
  readonly address: string
  /** Signs in to an app in a browser, as far as the key endpoint takes part. @returns the status of the bootstrap */
  readonly endpointSignsIn: () => Promise<string>
  /** Stores a value with a command line that has the root key. */
  readonly programPuts: (value: string) => Promise<CliOutcome>
  readonly startProgram: (value: string) => Promise<CliProcess>
  readonly read: () => Promise<AccountOnNode>
  /** Names of the node's calls for this account so far. */
  readonly calls: () => readonly string[]
}

async function accountOf(owner: (typeof owners)[number]): Promise<Account> {
  const { proxy, nodeUrl, current } = environment
  const privateKey = privateKeyOf(owner)
  const user: KeyEndpointUser = await enterKeyEndpoint(current().process.url, { email: `${owner}@example.com` })
  const key = await user.firstKey()
  const wallet = privateKeyToAccount(`0x${privateKey}`)
  expect(key.address).toBe(wallet.address)
  const startProgram = (value: string) =>
    startTinyCloudCli(['--json', 'kv', 'put', 'greeting', value], { privateKey, nodeUrl: proxy.url })
  return {
    address: key.address,
    endpointSignsIn: async () => (await user.signIn(key)).tinycloudBootstrap.status,
    programPuts: async (value) => (await startProgram(value)).outcome,
    startProgram,
    read: () => readAccount({ nodeUrl, address: key.address, sign: (message) => wallet.signMessage({ message }) }),
    calls: () => proxy.calls.filter(({ address }) => address === key.address).map(({ name }) => name),
  }
}

const stored: CliOutcome = { exitCode: 0, stdout: '{"key":"greeting"}', stderr: '' }
/** Returns whether an engine failed to take the lease before it created anything. */
const waitedFor = (calls: readonly string[]) =>
  calls.slice(0, calls.indexOf('sql execute account')).filter((name) => name === 'lease insert').length > 1
const hostings = (calls: readonly string[]) => calls.filter((name) => name.startsWith('host '))

describe('a key endpoint and a program with the same root key', () => {
  test('RC3: the program comes second: it finds the account, and creates nothing', async () => {
    const { address, endpointSignsIn, programPuts, read, calls } = await accountOf('endpoint-first')
    expect(await endpointSignsIn()).toBe('complete')
    const account = await read()
    expect(account).toEqual(provisionedAccount(address))
    const before = calls().length
    expect(await programPuts('hello')).toEqual(stored)
    expect(calls().slice(before).sort()).toEqual([
      'activate default',
      'kv get system/bootstrap/complete',
      'kv greeting',
    ])
    expect(await read()).toEqual(account)
  })

  test('RC3: the endpoint comes second: it finds the account, and writes nothing', async () => {
    const { address, endpointSignsIn, programPuts, read, calls } = await accountOf('program-first')
    expect(await programPuts('hello')).toEqual(stored)
    const account = await read()
    expect(account).toEqual(provisionedAccount(address))
    const before = calls().length
    expect(await endpointSignsIn()).toBe('complete')
    expect(calls().slice(before)).toEqual(['activate default', 'kv get system/bootstrap/complete'])
    expect(await read()).toEqual(account)
    // The next sign-in asks the database only.
    expect(await endpointSignsIn()).toBe('complete')
    expect(calls()).toHaveLength(before + 2)
  })

  test('RC3: both start at once: one of them creates the account, the other waits, and nobody fails', async () => {
    const { address, endpointSignsIn, startProgram, programPuts, read, calls } = await accountOf('at-once')
    const program = await startProgram('hello')
    // A process takes its time to start: at its first call, the endpoint starts as well.
    await expect.poll(calls, { interval: 5, timeout: 120_000 }).not.toEqual([])
    expect(await Promise.all([endpointSignsIn(), program.outcome])).toEqual(['complete', stored])
    expect(await read()).toEqual(provisionedAccount(address))
    expectOneEngine(calls(), ['kv greeting'])
    // From here on, each of the two finds it complete.
    const before = calls().length
    expect(await Promise.all([endpointSignsIn(), programPuts('again')])).toEqual(['complete', stored])
    expect(hostings(calls().slice(before))).toEqual([])
  })

  test('RC3: the program is killed while it creates the account: the endpoint takes over once the lease has expired', async () => {
    const { address, endpointSignsIn, startProgram, read, calls } = await accountOf('program-killed')
    const held = environment.proxy.holdRequest({ name: 'sql execute account', address })
    const program = await startProgram('hello')
    await held
    const before = calls().length
    await program.kill()
    expect(await endpointSignsIn()).toBe('complete')
    expect(await read()).toEqual(provisionedAccount(address))
    expect(waitedFor(calls().slice(before))).toBe(true)
  })

  test('RC3: the endpoint is killed while it creates the account: the program takes over once the lease has expired', async () => {
    const { address, endpointSignsIn, programPuts, read, calls } = await accountOf('endpoint-killed')
    const held = environment.proxy.holdRequest({ name: 'sql execute account', address })
    void endpointSignsIn().catch(() => undefined)
    await held
    const before = calls().length
    await environment.current().process.kill()
    expect(await programPuts('hello')).toEqual(stored)
    expect(await read()).toEqual(provisionedAccount(address))
    expect(waitedFor(calls().slice(before))).toBe(true)
  })
})
