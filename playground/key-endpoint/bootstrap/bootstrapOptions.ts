/** Everything that can be set about the bootstrap. Each is also an environment variable; what stands here wins. */
export type BootstrapOptions = {
  /** `false` is the kill switch: nothing is provisioned. `TINYCLOUD_BOOTSTRAP_ON_SIGN=off`. @default true */
  readonly isEnabled?: boolean | undefined
  /** Node that gets the account. `TINYCLOUD_BOOTSTRAP_HOST`. @default 'https://node.tinycloud.xyz' */
  readonly host?: string | undefined
  /** Longest that a signature waits. `TINYCLOUD_BOOTSTRAP_SYNC_BUDGET_MS`. @default 2500 */
  readonly syncBudgetMs?: number | undefined
  /** How long a claim holds without a sign of life. `TINYCLOUD_BOOTSTRAP_LEASE_MS`. @default 120_000 */
  readonly leaseMs?: number | undefined
  /** Time between two signs of life. `TINYCLOUD_BOOTSTRAP_HEARTBEAT_MS`. @default 30_000 */
  readonly heartbeatMs?: number | undefined
  /** Wait of a second sign before it looks again. `TINYCLOUD_BOOTSTRAP_CONTENTION_WAIT_MS`. @default 500 */
  readonly contentionWaitMs?: number | undefined
  /** Longest that one request to the node may take. `TINYCLOUD_BOOTSTRAP_REQUEST_TIMEOUT_MS`. @default 10_000 */
  readonly requestTimeoutMs?: number | undefined
  /** Life of the sessions it works with. `TINYCLOUD_BOOTSTRAP_SESSION_LIFETIME_MS`. @default 3_600_000 */
  readonly sessionLifetimeMs?: number | undefined
  /** Authority that its messages name. `TINYCLOUD_BOOTSTRAP_DOMAIN`. @default 'cli.tinycloud.xyz' */
  readonly domain?: string | undefined
}
