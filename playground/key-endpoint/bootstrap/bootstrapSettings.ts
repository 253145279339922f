import { StartError } from '../startError.ts'
import type { BootstrapOptions } from './bootstrapOptions.ts'

export type BootstrapSettings = { readonly [Name in keyof BootstrapOptions]-?: NonNullable<BootstrapOptions[Name]> }

/** The longest delay a timer takes. */
const maxMs = 2 ** 31 - 1

/**
 * Options over environment over defaults.
 * @throws {StartError} `configuration_invalid` naming the variable whose value cannot be meant
 */
export function bootstrapSettings(
  options: BootstrapOptions = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): BootstrapSettings {
  const text = (name: string) => environment[`TINYCLOUD_BOOTSTRAP_${name}`] || undefined
  const milliseconds = (given: number | undefined, name: string, fallback: number): number => {
    const value = given ?? Number(text(name) ?? fallback)
    if (Number.isSafeInteger(value) && value >= 1 && value <= maxMs) return value
    throw new StartError('configuration_invalid', `TINYCLOUD_BOOTSTRAP_${name} is no number of milliseconds.`)
  }

  const settings: BootstrapSettings = {
    isEnabled: options.isEnabled ?? text('ON_SIGN') !== 'off',
    host: (options.host ?? text('HOST') ?? 'https://node.tinycloud.xyz').replace(/\/+$/, ''),
    domain: options.domain ?? text('DOMAIN') ?? 'cli.tinycloud.xyz',
    syncBudgetMs: milliseconds(options.syncBudgetMs, 'SYNC_BUDGET_MS', 2500),
    leaseMs: milliseconds(options.leaseMs, 'LEASE_MS', 120_000),
    heartbeatMs: milliseconds(options.heartbeatMs, 'HEARTBEAT_MS', 30_000),
    contentionWaitMs: milliseconds(options.contentionWaitMs, 'CONTENTION_WAIT_MS', 500),
    requestTimeoutMs: milliseconds(options.requestTimeoutMs, 'REQUEST_TIMEOUT_MS', 10_000),
    sessionLifetimeMs: milliseconds(options.sessionLifetimeMs, 'SESSION_LIFETIME_MS', 3_600_000),
  }
  if (settings.heartbeatMs >= settings.leaseMs) {
    throw new StartError('configuration_invalid', 'TINYCLOUD_BOOTSTRAP_HEARTBEAT_MS must be below the lease.')
  }
  return settings
}
