import { StartError } from '../startError.ts'

/** Options of the bootstrap. Each option also has an environment variable, which the option overrides. */
export type BootstrapOptions = {
  /**
   * `false` turns provisioning off. A function is called for each signature. `TINYCLOUD_BOOTSTRAP_ON_SIGN=off`.
   * @default true
   */
  readonly isEnabled?: boolean | (() => boolean) | undefined
  /** Node that hosts the account. `TINYCLOUD_BOOTSTRAP_HOST`. @default 'https://node.tinycloud.xyz' */
  readonly host?: string | undefined
  /** Maximum time that a signature waits for the bootstrap. `TINYCLOUD_BOOTSTRAP_SYNC_BUDGET_MS`. @default 2500 */
  readonly syncBudgetMs?: number | undefined
  /** Duration of a claim without a heartbeat. `TINYCLOUD_BOOTSTRAP_LEASE_MS`. @default 120_000 */
  readonly leaseMs?: number | undefined
  /** Interval of the heartbeats; less than `leaseMs`. `TINYCLOUD_BOOTSTRAP_HEARTBEAT_MS`. @default 30_000 */
  readonly heartbeatMs?: number | undefined
  /** Time that a concurrent attempt waits for the first one. `TINYCLOUD_BOOTSTRAP_CONTENTION_WAIT_MS`. @default 500 */
  readonly contentionWaitMs?: number | undefined
  /** Timeout of each request to the node. `TINYCLOUD_BOOTSTRAP_REQUEST_TIMEOUT_MS`. @default 10_000 */
  readonly requestTimeoutMs?: number | undefined
  /** Lifetime of the sessions it creates. `TINYCLOUD_BOOTSTRAP_SESSION_LIFETIME_MS`. @default 3_600_000 */
  readonly sessionLifetimeMs?: number | undefined
  /** SIWE `domain` of the messages it signs. `TINYCLOUD_BOOTSTRAP_DOMAIN`. @default 'cli.tinycloud.xyz' */
  readonly domain?: string | undefined
}

export type BootstrapSettings = { readonly [Name in keyof BootstrapOptions]-?: NonNullable<BootstrapOptions[Name]> }

/** Maximum delay of a timer. */
const maxMs = 2 ** 31 - 1

/**
 * Resolves the settings: options first, then the environment, then the defaults.
 * @throws {StartError} `configuration_invalid` naming the invalid variable
 */
export function bootstrapSettings(
  options: BootstrapOptions = {},
  environment: Readonly<Record<string, string | undefined>> = process.env,
): BootstrapSettings {
  const text = (name: string) => environment[`TINYCLOUD_BOOTSTRAP_${name}`] || undefined
  const milliseconds = (given: number | undefined, name: string, fallback: number): number => {
    const value = given ?? Number(text(name) ?? fallback)
    if (Number.isSafeInteger(value) && value >= 1 && value <= maxMs) return value
    throw new StartError(
      'configuration_invalid',
      `Invalid TINYCLOUD_BOOTSTRAP_${name} "${given ?? text(name)}": expected milliseconds, from 1 to ${maxMs}.`,
    )
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
  const { heartbeatMs, leaseMs } = settings
  if (heartbeatMs >= leaseMs) {
    throw new StartError(
      'configuration_invalid',
      `Invalid TINYCLOUD_BOOTSTRAP_HEARTBEAT_MS ${heartbeatMs}: expected less than the lease of ${leaseMs} ms.`,
    )
  }
  return settings
}
