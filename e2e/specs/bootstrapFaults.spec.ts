import { recoverMessageAddress } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInMessage } from '../../playground/key-endpoint/testing/signInMessage.ts'
import { provisionedAccount } from '../fixtures/accounts/provisionedAccount.ts'
import { nodeFaults } from '../fixtures/bench/nodeProxy.ts'
import { type BootstrapProcessBench, openBootstrapProcessBench } from '../fixtures/processes/bootstrapProcessBench.ts'

const budgetMs = 1_500

let bench: BootstrapProcessBench
beforeAll(async () => {
  bench = await openBootstrapProcessBench({
    settings: {
      TINYCLOUD_BOOTSTRAP_SYNC_BUDGET_MS: String(budgetMs),
      TINYCLOUD_BOOTSTRAP_CONTENTION_WAIT_MS: '100',
      TINYCLOUD_BOOTSTRAP_REQUEST_TIMEOUT_MS: '4000',
    },
  })
  // The node's first database takes its time.
  await bench.signInToTheEnd(await bench.current().user.firstKey())
}, 120_000)
afterAll(() => bench?.stop())

/** One call of each step that speaks with the node. */
const steps = [
  'peer default',
  'host account',
  'activate default',
  'sql execute account',
  'kv spaces/secrets',
  'sql batch account spaces',
  'sql batch account applications',
  'info',
  'network create',
  'sql execute default',
  'kv system/bootstrap/complete',
]

describe.each(nodeFaults)('a node that answers with: %s', (fault) => {
  test('S14: leaves the sign-in alone at every step, and the following one completes the account', async () => {
    const { user } = bench.current()
    const accounts = []
    for (const name of steps) accounts.push({ name, key: await user.newKey() })

    const broken = accounts.map(async ({ name, key }) => {
      const undo = bench.proxy.breakCall({ name, address: key.address }, fault)
      const message = signInMessage(key)
      const { signature, tinycloudBootstrap } = await user.sign(key, message)
      const isPending = tinycloudBootstrap.status === 'pending'
      const recorded = await bench.settled(key)
      undo()
      const isSigned = (await recoverMessageAddress({ message, signature })) === key.address
      return { name, isSigned, told: isPending ? 'failed' : tinycloudBootstrap.status, recorded }
    })
    expect(await Promise.all(broken)).toEqual(
      steps.map((name) => ({ name, isSigned: true, told: 'failed', recorded: 'failed' })),
    )

    for (const { name, key } of accounts) {
      await bench.signInToTheEnd(key)
      expect({ name, recorded: await bench.settled(key) }).toEqual({ name, recorded: 'complete' })
    }
  }, 180_000)
})

test('after every fault an account holds everything once', async () => {
  const { user } = bench.current()
  const key = await user.newKey()
  for (const name of steps) {
    const undo = bench.proxy.breakCall({ name, address: key.address }, 'cut in mid-body')
    await user.signIn(key)
    expect(await bench.settled(key)).toBe('failed')
    undo()
  }
  await bench.signInToTheEnd(key)
  expect(await bench.settled(key)).toBe('complete')
  expect(await bench.read(key)).toEqual(provisionedAccount(key.address))
})
