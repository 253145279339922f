import { randomUUID } from 'node:crypto'
import { and, desc, eq, sql } from 'drizzle-orm'
import type { Clock } from '../../clock.ts'
import type { Database } from '../../database/database.ts'
import { tinycloudBootstrapState as table, user } from '../../database/schema.ts'
import type { StepTiming } from '../steps/stepTiming.ts'
import type { BootstrapKey } from './bootstrapKey.ts'

export type BootstrapRow = typeof table.$inferSelect

/** Right to provision, until it expires. */
export type Claim = { readonly attemptId: string; readonly claimedAt: number; readonly expiresAt: number }

/** What the gates ask the database. */
export type Standing = { readonly isAutoSignEnabled: boolean; readonly isComplete: boolean }

export type Failure = { readonly code: string; readonly reason: string; readonly steps: readonly StepTiming[] }

export type BootstrapStore = {
  readonly standing: (userId: string, key: BootstrapKey) => Promise<Standing>
  /** One statement decides who executes: `undefined` while another claim holds, and once the account is complete. */
  readonly claim: (
    owner: { readonly userId: string; readonly address: string },
    key: BootstrapKey,
  ) => Promise<Claim | undefined>
  /** The writes below do nothing and answer false once the claim belongs to another attempt. */
  readonly renew: (claim: Claim, steps: readonly StepTiming[]) => Promise<Claim | undefined>
  readonly complete: (claim: Claim, steps: readonly StepTiming[]) => Promise<boolean>
  readonly fail: (claim: Claim, failure: Failure) => Promise<boolean>
  /** The row of a key that was written last. */
  readonly latest: (keyId: string) => Promise<BootstrapRow | undefined>
}

export function createBootstrapStore({
  database,
  clock,
  leaseMs,
}: {
  readonly database: Database
  readonly clock: Clock
  readonly leaseMs: number
}): BootstrapStore {
  const standing = database
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
    .prepare('find_bootstrap_standing')

  const write = async ({ attemptId }: Claim, change: Partial<BootstrapRow>): Promise<boolean> => {
    const isHeld = and(eq(table.attemptId, attemptId), eq(table.status, 'in_progress'))
    const rows = await database.update(table).set(change).where(isHeld).returning({ id: table.id })
    return rows.length === 1
  }

  return {
    async standing(userId, key) {
      const [found] = await standing.execute({ ...key, userId })
      return { isAutoSignEnabled: found?.isAutoSignEnabled ?? false, isComplete: found?.status === 'complete' }
    },
    async claim({ userId, address }, { keyId, chainId, host, version }) {
      const now = new Date(clock.now())
      const attempt = {
        status: 'in_progress' as const,
        attemptId: randomUUID(),
        lockExpiresAt: new Date(now.getTime() + leaseMs),
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
          setWhere: sql`${table.status} = 'failed' OR (${table.status} = 'in_progress' AND coalesce(${table.lockExpiresAt} <= ${now.toISOString()}, true))`,
        })
        .returning({ id: table.id })
      const { attemptId, lockExpiresAt } = attempt
      return rows.length === 1 ? { attemptId, claimedAt: now.getTime(), expiresAt: lockExpiresAt.getTime() } : undefined
    },
    async renew(claim, steps) {
      const now = clock.now()
      const expiresAt = now + leaseMs
      const checkedAt = new Date(now)
      const isHeld = await write(claim, { lockExpiresAt: new Date(expiresAt), checkedAt, steps, updatedAt: checkedAt })
      return isHeld ? { ...claim, expiresAt } : undefined
    },
    complete(claim, steps) {
      const at = new Date(clock.now())
      const released = { attemptId: null, lockExpiresAt: null }
      return write(claim, { ...released, status: 'complete', steps, completedAt: at, checkedAt: at, updatedAt: at })
    },
    fail(claim, { code, reason, steps }) {
      const at = new Date(clock.now())
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
