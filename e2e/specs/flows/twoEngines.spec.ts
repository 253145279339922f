import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { provisionedAccount } from '../../fixtures/asserts/provisionedAccount.ts'
import { type AccountOnNode, readAccount } from '../../fixtures/asserts/readAccount.ts'
import { type BootstrapProcesses, startBootstrapProcesses } from '../../fixtures/processes/bootstrapProcesses.ts'
import { enterKeyEndpoint, type KeyEndpointUser } from '../../fixtures/processes/keyEndpointUser.ts'
import { type CliOutcome, runTinyCloudCli } from '../../fixtures/processes/runTinyCloudCli.ts'

/** Owners whose root keys both engines have: the key endpoint sealed, the command line as it is. */
const owners = ['program-first', 'endpoint-first', 'at-once'] as const
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
  return {
    address: key.address,
    endpointSignsIn: async () => (await user.signIn(key)).tinycloudBootstrap.status,
    programPuts: (value) =>
      runTinyCloudCli(['--json', 'kv', 'put', 'greeting', value], { privateKey, nodeUrl: proxy.url }),
    read: () => readAccount({ nodeUrl, address: key.address, sign: (message) => wallet.signMessage({ message }) }),
    calls: () => proxy.calls.filter(({ address }) => address === key.address).map(({ name }) => name),
  }
}

const stored: CliOutcome = { exitCode: 0, stdout: '{"key":"greeting"}', stderr: '' }
const hostings = (calls: readonly string[]) => calls.filter((name) => name.startsWith('host '))

describe('a key endpoint and a program with the same root key', () => {
  test('RC3: the program comes second: it finds the account, and creates nothing', async () => {
    const { address, endpointSignsIn, programPuts, read, calls } = await accountOf('endpoint-first')
    expect(await endpointSignsIn()).toBe('complete')
    const account = await read()
    expect(account).toEqual(provisionedAccount(address))
    const before = calls().length
    expect(await programPuts('hello')).toEqual(stored)
    expect(calls().slice(before).sort()).toEqual(['activate default', 'kv greeting', 'kv system/bootstrap/complete'])
    expect(await read()).toEqual(account)
  })

  test('RC3: the endpoint comes second: it finds the account, and writes nothing', async () => {
    const { address, endpointSignsIn, programPuts, read, calls } = await accountOf('program-first')
    expect(await programPuts('hello')).toEqual(stored)
    const account = await read()
    expect(account).toEqual(provisionedAccount(address))
    const before = calls().length
    expect(await endpointSignsIn()).toBe('complete')
    expect(calls().slice(before)).toEqual(['network read', 'activate default', 'kv system/bootstrap/complete'])
    expect(await read()).toEqual(account)
    // The next sign-in asks the database only.
    expect(await endpointSignsIn()).toBe('complete')
    expect(calls()).toHaveLength(before + 3)
  })

  test('RC3: both come at once: one complete account, whoever is faster, and nobody fails', async () => {
    const { address, endpointSignsIn, programPuts, read, calls } = await accountOf('at-once')
    expect(await Promise.all([endpointSignsIn(), programPuts('hello')])).toEqual(['complete', stored])
    expect(await read()).toEqual(provisionedAccount(address))
    // From here on, each of the two finds it complete.
    const before = calls().length
    expect(await Promise.all([endpointSignsIn(), programPuts('again')])).toEqual(['complete', stored])
    expect(hostings(calls().slice(before))).toEqual([])
  })
})
