import { afterAll, beforeAll, expect, test } from 'vitest'
import { type BootstrapProcesses, startBootstrapProcesses } from '../../fixtures/processes/bootstrapProcesses.ts'
import { bootstrapSteps } from '../../fixtures/processes/bootstrapSteps.ts'

let environment: BootstrapProcesses
beforeAll(async () => {
  environment = await startBootstrapProcesses({
    settings: { TINYCLOUD_BOOTSTRAP_SYNC_BUDGET_MS: '1500', TINYCLOUD_BOOTSTRAP_CONTENTION_WAIT_MS: '100' },
  })
  // The node's first database takes its time.
  await environment.signInToTheEnd(await environment.current().user.firstKey())
})
afterAll(() => environment?.stop())

// `npm run test:backends` tries every way in which a node can fail.
test('S14: an account that was broken at one step is completed by the next sign-in, whatever the step', async () => {
  const { user } = environment.current()
  const accounts = []
  for (const name of bootstrapSteps) accounts.push({ name, key: await user.newKey() })
  const broken = accounts.map(async ({ name, key }) => {
    const undo = environment.proxy.breakCall({ name, address: key.address }, '500')
    await user.signIn(key)
    const recorded = await environment.settled(key)
    undo()
    return { name, recorded }
  })
  expect(await Promise.all(broken)).toEqual(bootstrapSteps.map((name) => ({ name, recorded: 'failed' })))

  for (const { name, key } of accounts) {
    await environment.signInToTheEnd(key)
    expect({ name, recorded: await environment.settled(key) }).toEqual({ name, recorded: 'complete' })
  }
})
