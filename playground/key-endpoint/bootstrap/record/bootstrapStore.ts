import { randomUUID } from 'node:crypto'
import type { WallClock } from '@openkey/protocol'
import { and, desc, eq, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import type { StepTiming } from '../../../provisioning/steps/runGroup.ts'
import type { Database } from '../../database/database.ts'
import { databaseTime, databaseTimeAfter } from '../../database/databaseTime.ts'
import { tinycloudBootstrapState as table, user } from '../../database/schema.ts'

export type BootstrapRow = typeof table.$inferSelect

/** Identifies what is provisioned once. Each has one row. */
export type BootstrapKey = {
  readonly keyId: string
  readonly chainId: number
  /** Origin of the node. */
  readonly host: string
  /** See `bootstrapVersion`. */
  readonly version: string
}

/** The right to provision an account until the lease expires. */
export type Claim = { readonly attemptId: string; readonly claimedAt: number; readonly expiresAt: number }

/** The part of an account's state that the gates need. */
export type AccountStatus = { readonly isAutoSignEnabled: boolean; readonly isComplete: boolean }

export type Failure = { readonly code: string; readonly reason: string; readonly steps: readonly StepTiming[] }

export type BootstrapStore = {
  readonly accountStatus: (userId: string, key: BootstrapKey) => Promise<AccountStatus>
  /**
   * Claims an account in one statement.
   * @returns `undefined` while another claim is valid, and for a complete account
   */
  readonly claim: (
    owner: { readonly userId: string; readonly address: string },
    key: BootstrapKey,
  ) => Promise<Claim | undefined>
  /** Returns whether the account was complete in this or another version. */
  readonly wasComplete: (key: Omit<BootstrapKey, 'version'>) => Promise<boolean>
  /** Extends the lease. @returns `undefined` once another attempt holds the claim */
  readonly renew: (claim: Claim, steps: readonly StepTiming[]) => Promise<Claim | undefined>
  /** @returns false once another attempt holds the claim */
  readonly complete: (claim: Claim, steps: readonly StepTiming[]) => Promise<boolean>
  /** @returns false once another attempt holds the claim */
  readonly fail: (claim: Claim, failure: Failure) => Promise<boolean>
  /** Returns the most recent row of a key. */
  readonly latest: (keyId: string) => Promise<BootstrapRow | undefined>
}

export function createBootstrapStore({
  database,
  clock,
  leaseMs,
}: {
  readonly database: Database
  readonly clock: WallClock
  readonly leaseMs: number
}): BootstrapStore {
  const statusQuery = database
    .select({ isAutoSignEnabled: user.autoSignEnabled, status: table.status })
    .from(user)
    .leftJoin(
      table,
      and(
        eq(table.keyId, sql.placeholder('keyId')),
        eq(table.chainId, sql.placeholder('chainId')),
        eq(table.tinycloudHost, sql.placeholder('host')),
        eq(table.bootstrapVersion, sql.placeholder('version')),
      ),
    )
    .where(eq(user.id, sql.placeholder('userId')))
    .prepare('find_bootstrap_status')

  const write = async ({ attemptId }: Claim, change: PgUpdateSetSource<typeof table>): Promise<boolean> => {
    const isHeld = and(eq(table.attemptId, attemptId), eq(table.status, 'in_progress'))
    const rows = await database.update(table).set(change).where(isHeld).returning({ id: table.id })
    return rows.length === 1
  }

  return {
    async accountStatus(userId, key) {
      const [found] = await statusQuery.execute({ ...key, userId })
      return { isAutoSignEnabled: found?.isAutoSignEnabled ?? false, isComplete: found?.status === 'complete' }
    },
    async claim({ userId, address }, { keyId, chainId, host, version }) {
      // The database decides about its lease. This process ends its own no later, by its own clock.
      const claimedAt = clock.now()
      const now = databaseTime(clock)
      const attemptId = randomUUID()
      const attempt = {
        status: 'in_progress' as const,
        attemptId,
        lockExpiresAt: databaseTimeAfter(clock, leaseMs),
        startedAt: now,
        checkedAt: now,
        steps: [],
        updatedAt: now,
      }
      const rows = await database
        .insert(table)
        .values({
          ...attempt,
          id: randomUUID(),
          userId,
          keyId,
          address,
          chainId,
          tinycloudHost: host,
          bootstrapVersion: version,
          createdAt: now,
        })
        .onConflictDoUpdate({
          target: [table.keyId, table.chainId, table.tinycloudHost, table.bootstrapVersion],
          set: { ...attempt, failureCode: null, failureReason: null },
          setWhere: sql`${table.status} = 'failed' OR (${table.status} = 'in_progress' AND coalesce(${table.lockExpiresAt} <= ${now}, true))`,
        })
        .returning({ id: table.id })
      return rows.length === 1 ? { attemptId, claimedAt, expiresAt: claimedAt + leaseMs } : undefined
    },
    async wasComplete({ keyId, chainId, host }) {
      const isOfAccount = and(eq(table.keyId, keyId), eq(table.chainId, chainId), eq(table.tinycloudHost, host))
      const isComplete = and(isOfAccount, eq(table.status, 'complete'))
      const rows = await database.select({ id: table.id }).from(table).where(isComplete).limit(1)
      return rows.length === 1
    },
    async renew(claim, steps) {
      const expiresAt = clock.now() + leaseMs
      const now = databaseTime(clock)
      const change = { lockExpiresAt: databaseTimeAfter(clock, leaseMs), checkedAt: now, steps, updatedAt: now }
      const isHeld = await write(claim, change)
      return isHeld ? { ...claim, expiresAt } : undefined
    },
    complete(claim, steps) {
      const at = databaseTime(clock)
      const released = { attemptId: null, lockExpiresAt: null }
      return write(claim, { ...released, status: 'complete', steps, completedAt: at, checkedAt: at, updatedAt: at })
    },
    fail(claim, { code, reason, steps }) {
      const at = databaseTime(clock)
      const failure = { status: 'failed', failureCode: code, failureReason: reason } as const
      return write(claim, { ...failure, lockExpiresAt: null, steps, checkedAt: at, updatedAt: at })
    },
    async latest(keyId) {
      const rows = await database
        .select()
        .from(table)
        .where(eq(table.keyId, keyId))
        .orderBy(desc(table.updatedAt))
        .limit(1)
      return rows[0]
    },
  }
}
