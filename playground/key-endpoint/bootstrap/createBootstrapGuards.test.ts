import { describe, expect, test } from 'vitest'
import type { LogEntry } from '../log.ts'
import { signInMessage } from '../testing/signInMessage.ts'
import type { BootstrapRequest } from './bootstrap.ts'
import { bootstrapSettings } from './bootstrapSettings.ts'
import { createBootstrap } from './createBootstrap.ts'
import type { BootstrapDependencies } from './executeAttempt.ts'
import { createReportBootstrap } from './reportBootstrap.ts'

const address = '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A'
const request: BootstrapRequest = {
  userId: 'ada',
  keyId: 'k',
  address,
  message: signInMessage({ address }),
  format: 'personal_sign',
  sign: () => '0x',
}

/** An orchestrator whose database and node must not be asked. */
function build(options: Partial<BootstrapDependencies> = {}) {
  const logged: LogEntry[] = []
  const refuse = async (): Promise<never> => {
    throw new RangeError('a secret')
  }
  const refused = { claim: refuse, wasComplete: refuse, renew: refuse, complete: refuse, fail: refuse, latest: refuse }
  const store = { accountStatus: refuse, ...refused }
  const bootstrap = createBootstrap({
    settings: bootstrapSettings({}, {}),
    environment: 'development',
    store,
    fetch: refuse,
    clock: { now: () => Date.now() },
    log: (entry) => logged.push(entry),
    ...options,
  })
  const log = (entry: LogEntry) => logged.push(entry)
  return { logged, report: createReportBootstrap({ bootstrap, budgetMs: 1_000, log }).report, store }
}

const states = (logged: readonly LogEntry[]) => logged.filter(({ event }) => event === 'bootstrap_state')

describe('createBootstrap', () => {
  test('skips before reading anything when switched off', async () => {
    const { report, logged } = build({ settings: bootstrapSettings({}, { TINYCLOUD_BOOTSTRAP_ON_SIGN: 'off' }) })
    expect(await report(request)).toEqual({ status: 'skipped' })
    expect(states(logged)).toEqual([{ event: 'bootstrap_state', bootstrap: 'skipped', reason: 'switched_off' }])
  })

  test('skips a raw signature', async () => {
    const { report, logged } = build()
    expect(await report({ ...request, format: 'raw' })).toEqual({ status: 'skipped' })
    expect(states(logged)).toEqual([{ event: 'bootstrap_state', bootstrap: 'skipped', reason: 'raw' }])
  })

  test('sends nothing to an untrusted node, and logs it', async () => {
    const accountStatus = async () => ({ isAutoSignEnabled: true, isComplete: true })
    const settings = bootstrapSettings({ host: 'https://evil.example' }, {})
    const { report, logged } = build({ settings, store: { ...build().store, accountStatus } })
    const errorCode = 'tinycloud_bootstrap_untrusted_host'
    expect(await report(request)).toEqual({ status: 'failed', errorCode })
    expect(states(logged).map(({ bootstrap, reason }) => [bootstrap, reason])).toEqual([
      ['failed', errorCode],
      ['surfaced', errorCode],
    ])
  })

  test('S14: reports a database failure without its text', async () => {
    const { report, logged } = build()
    expect(await report(request)).toEqual({ status: 'failed', errorCode: 'tinycloud_bootstrap_failed' })
    expect(logged).toContainEqual({ event: 'bootstrap_failed', error: 'RangeError' })
    expect(JSON.stringify(logged)).not.toContain('secret')
  })
})
