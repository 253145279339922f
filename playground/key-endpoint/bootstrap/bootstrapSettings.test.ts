import { describe, expect, test } from 'vitest'
import { bootstrapSettings } from './bootstrapSettings.ts'

describe('bootstrapSettings', () => {
  test('has a default for everything', () => {
    expect(bootstrapSettings({}, {})).toEqual({
      isEnabled: true,
      host: 'https://node.tinycloud.xyz',
      domain: 'cli.tinycloud.xyz',
      syncBudgetMs: 2500,
      leaseMs: 120_000,
      heartbeatMs: 30_000,
      contentionWaitMs: 500,
      requestTimeoutMs: 10_000,
      sessionLifetimeMs: 3_600_000,
    })
  })

  test('reads every setting from the environment', () => {
    const environment = {
      TINYCLOUD_BOOTSTRAP_ON_SIGN: 'off',
      TINYCLOUD_BOOTSTRAP_HOST: 'http://127.0.0.1:5176//',
      TINYCLOUD_BOOTSTRAP_DOMAIN: 'localhost:5173',
      TINYCLOUD_BOOTSTRAP_SYNC_BUDGET_MS: '1',
      TINYCLOUD_BOOTSTRAP_LEASE_MS: '20',
      TINYCLOUD_BOOTSTRAP_HEARTBEAT_MS: '3',
      TINYCLOUD_BOOTSTRAP_CONTENTION_WAIT_MS: '4',
      TINYCLOUD_BOOTSTRAP_REQUEST_TIMEOUT_MS: '5',
      TINYCLOUD_BOOTSTRAP_SESSION_LIFETIME_MS: '6',
    }
    const settings = {
      isEnabled: false,
      host: 'http://127.0.0.1:5176',
      domain: 'localhost:5173',
      syncBudgetMs: 1,
      leaseMs: 20,
      heartbeatMs: 3,
      contentionWaitMs: 4,
      requestTimeoutMs: 5,
      sessionLifetimeMs: 6,
    }
    expect(bootstrapSettings({}, environment)).toEqual(settings)
    expect(bootstrapSettings({ isEnabled: true, leaseMs: 9 }, environment)).toEqual({
      ...settings,
      isEnabled: true,
      leaseMs: 9,
    })
  })

  test.each(['on', 'OFF', '0', 'false', ''])('is enabled unless the variable is exactly “off”: “%s”', (value) => {
    expect(bootstrapSettings({}, { TINYCLOUD_BOOTSTRAP_ON_SIGN: value }).isEnabled).toBe(true)
  })

  test.each(['0', '-1', '1.5', 'soon', '2147483648'])('rejects a lease of “%s”', (value) => {
    expect(() => bootstrapSettings({}, { TINYCLOUD_BOOTSTRAP_LEASE_MS: value })).toThrow(
      expect.objectContaining({
        name: 'StartError',
        code: 'configuration_invalid',
        message: `Invalid TINYCLOUD_BOOTSTRAP_LEASE_MS "${value}": expected milliseconds, from 1 to 2147483647.`,
      }),
    )
  })

  test('rejects a heartbeat that is not less than the lease', () => {
    expect(() => bootstrapSettings({ leaseMs: 100, heartbeatMs: 100 }, {})).toThrow(
      'Invalid TINYCLOUD_BOOTSTRAP_HEARTBEAT_MS 100: expected less than the lease of 100 ms.',
    )
  })
})
