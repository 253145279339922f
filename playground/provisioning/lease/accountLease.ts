import type { Session } from '@openkey/protocol/session'
import { executeStatement, type Statement } from '../client/sqlRequests.ts'
import type { Provisioning } from '../steps/provisioning.ts'

/** The right to provision an account. It is a row in a table of the account's space, where every engine finds it. */
export type AccountLease = {
  /**
   * Takes the lease in one statement, unless another engine holds it.
   * @returns its expiry by the clock of this process, which a slow answer may exceed, or `undefined` while another engine
   * holds it
   */
  readonly acquire: (signal: AbortSignal) => Promise<number | undefined>
  /** Extends the lease. @returns its new expiry, or `undefined` once another engine holds it */
  readonly renew: (signal: AbortSignal) => Promise<number | undefined>
  /** Ends the lease of an attempt that has failed, so that the next attempt need not wait until it expires. */
  readonly release: (signal: AbortSignal) => Promise<void>
  /** Ends the lease of a complete account, and leaves no trace of it. */
  readonly remove: (signal: AbortSignal) => Promise<void>
}

export type AccountLeaseOptions = {
  readonly provisioning: Pick<Provisioning, 'account' | 'call' | 'clock'>
  /** May define and write tables in the database `account`. */
  readonly session: Session
  /** Identifies the engine. An engine takes over its own lease. */
  readonly engineId: string
  readonly leaseMs: number
}

const schema = [
  'CREATE TABLE IF NOT EXISTS bootstrap_lease ' +
    '(id INTEGER PRIMARY KEY CHECK (id = 1), engine TEXT NOT NULL, expires_at REAL NOT NULL)',
] as const

// Julian days, by the clock of the node: engines need not agree about the time.
const acquire =
  "INSERT INTO bootstrap_lease (id, engine, expires_at) VALUES (1, ?, julianday('now') + ?) " +
  'ON CONFLICT (id) DO UPDATE SET engine = excluded.engine, expires_at = excluded.expires_at ' +
  "WHERE bootstrap_lease.engine = excluded.engine OR bootstrap_lease.expires_at <= julianday('now')"
const renew = "UPDATE bootstrap_lease SET expires_at = julianday('now') + ? WHERE engine = ?"
const release = 'DELETE FROM bootstrap_lease WHERE engine = ?'
const remove = 'DROP TABLE IF EXISTS bootstrap_lease'

const dayMs = 86_400_000

export function createAccountLease({ provisioning, session, engineId, leaseMs }: AccountLeaseOptions): AccountLease {
  const { account, clock } = provisioning
  const days = leaseMs / dayMs
  const run = (statement: Pick<Statement, 'sql' | 'params' | 'schema'>, signal: AbortSignal): Promise<number> => {
    const database = { spaceId: account.spaceId('account'), database: 'account' }
    return executeStatement(provisioning, session, { ...database, ...statement }, signal)
  }
  const extend = async (...statement: Parameters<typeof run>): Promise<number | undefined> => {
    const expiresAt = clock.now() + leaseMs
    return (await run(...statement)) > 0 ? expiresAt : undefined
  }

  return {
    acquire: (signal) => extend({ schema, sql: acquire, params: [engineId, days] }, signal),
    renew: (signal) => extend({ sql: renew, params: [days, engineId] }, signal),
    async release(signal) {
      await run({ sql: release, params: [engineId] }, signal)
    },
    async remove(signal) {
      await run({ sql: remove, params: [] }, signal)
    },
  }
}
