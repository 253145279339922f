import { recoverMessageAddress } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInMessage } from '../../../playground/key-endpoint/testing/signInMessage.ts'
import { provisionedAccount } from '../../fixtures/asserts/provisionedAccount.ts'
import { nodeFaults } from '../../fixtures/environment/nodeProxy.ts'
import { type BootstrapProcessBench, openBootstrapProcessBench } from '../../fixtures/processes/bootstrapProcesses.ts'

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
  test('S14: leaves each sign-in alone, whatever step it breaks, and the following ones complete the account', async () => {
    const { user } = bench.current()
    const key = await user.newKey()
    const outcomes = []
    for (const name of steps) {
      const undo = bench.proxy.breakCall({ name, address: key.address }, fault)
      const before = bench.proxy.calls.length
      const message = signInMessage(key)
      const { signature, tinycloudBootstrap } = await user.sign(key, message)
      const isPending = tinycloudBootstrap.status === 'pending'
      const recorded = await bench.settled(key)
      undo()
      const isSigned = (await recoverMessageAddress({ message, signature })) === key.address
      // It was reached, so what the sign-in before broke on is mended.
      const isReached = bench.proxy.calls.slice(before).some((call) => call.name === name)
      outcomes.push({ name, isSigned, told: isPending ? 'failed' : tinycloudBootstrap.status, recorded, isReached })
    }
    expect(outcomes).toEqual(
      steps.map((name) => ({ name, isSigned: true, told: 'failed', recorded: 'failed', isReached: true })),
    )

    await bench.signInToTheEnd(key)
    expect(await bench.settled(key)).toBe('complete')
    expect(await bench.read(key)).toEqual(provisionedAccount(key.address))
  }, 180_000)
})

test('S14: an account that was broken at one step is completed by the next sign-in, whatever the step', async () => {
  const { user } = bench.current()
  const accounts = []
  for (const name of steps) accounts.push({ name, key: await user.newKey() })
  const broken = accounts.map(async ({ name, key }) => {
    const undo = bench.proxy.breakCall({ name, address: key.address }, '500')
    await user.signIn(key)
    const recorded = await bench.settled(key)
    undo()
    return { name, recorded }
  })
  expect(await Promise.all(broken)).toEqual(steps.map((name) => ({ name, recorded: 'failed' })))

  for (const { name, key } of accounts) {
    await bench.signInToTheEnd(key)
    expect({ name, recorded: await bench.settled(key) }).toEqual({ name, recorded: 'complete' })
  }
}, 180_000)
