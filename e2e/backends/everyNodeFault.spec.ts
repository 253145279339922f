import { recoverMessageAddress } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signInMessage } from '../../playground/key-endpoint/testing/signInMessage.ts'
import { provisionedAccount } from '../fixtures/asserts/provisionedAccount.ts'
import { nodeFaults } from '../fixtures/environment/nodeProxy.ts'
import { type BootstrapProcesses, startBootstrapProcesses } from '../fixtures/processes/bootstrapProcesses.ts'
import { bootstrapSteps as steps } from '../fixtures/processes/bootstrapSteps.ts'

const budgetMs = 1_500

let environment: BootstrapProcesses
beforeAll(async () => {
  environment = await startBootstrapProcesses({
    settings: {
      TINYCLOUD_BOOTSTRAP_SYNC_BUDGET_MS: String(budgetMs),
      TINYCLOUD_BOOTSTRAP_CONTENTION_WAIT_MS: '100',
      TINYCLOUD_BOOTSTRAP_REQUEST_TIMEOUT_MS: '4000',
    },
  })
  // The node's first database takes its time.
  await environment.signInToTheEnd(await environment.current().user.firstKey())
})
afterAll(() => environment?.stop())

describe.each(nodeFaults)('a node that answers with: %s', (fault) => {
  test('S14: leaves each sign-in alone, whatever step it breaks, and the following ones complete the account', async () => {
    const { user } = environment.current()
    const key = await user.newKey()
    const outcomes = []
    for (const name of steps) {
      const undo = environment.proxy.breakCall({ name, address: key.address }, fault)
      const before = environment.proxy.calls.length
      const isReached = () => environment.proxy.calls.slice(before).some((call) => call.name === name)
      const attempts = new Set<string>()
      // On a slow machine, an attempt may end at an earlier step, whose request took too long. The next one goes on.
      do {
        const message = signInMessage(key)
        const { signature, tinycloudBootstrap } = await user.sign(key, message)
        const isSigned = (await recoverMessageAddress({ message, signature })) === key.address
        const told = tinycloudBootstrap.status === 'pending' ? 'failed' : tinycloudBootstrap.status
        attempts.add(JSON.stringify({ isSigned, told, recorded: await environment.settled(key) }))
      } while (!isReached())
      undo()
      outcomes.push({ name, attempts: [...attempts] })
    }
    const failed = JSON.stringify({ isSigned: true, told: 'failed', recorded: 'failed' })
    expect(outcomes).toEqual(steps.map((name) => ({ name, attempts: [failed] })))

    await environment.signInToTheEnd(key)
    expect(await environment.settled(key)).toBe('complete')
    expect(await environment.read(key)).toEqual(provisionedAccount(key.address))
  })
})

// A node that resets this connection and all later ones is gone for the other steps as well.
test.each(nodeFaults.filter((fault) => fault !== 'refuse'))(
  'S14: a node that keeps no lease, because it answers with %s, gets the account all the same',
  async (fault) => {
    const { user } = environment.current()
    const key = await user.newKey()
    const calls = ['lease insert', 'kv get system/bootstrap/complete', 'lease drop']
    const undo = calls.map((name) => environment.proxy.breakCall({ name, address: key.address }, fault))
    await environment.signInToTheEnd(key)
    expect(await environment.settled(key)).toBe('complete')
    for (const end of undo) end()
    expect(await environment.read(key)).toEqual(provisionedAccount(key.address))
  },
)
