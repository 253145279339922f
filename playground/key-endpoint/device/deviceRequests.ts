import { createHash, randomBytes } from 'node:crypto'
import type { WallClock } from '@openkey/protocol'
import { and, eq, getTableColumns, gt, inArray, lt, lte, sql } from 'drizzle-orm'
import { type Database, isUniqueViolation } from '../database/database.ts'
import { databaseTime, databaseTimeAfter } from '../database/databaseTime.ts'
import { deviceRequest } from '../database/schema.ts'
import type { AcceptedSecrets } from '../sealing/secrets.ts'
import { generateUserCode, hashUserCode, readUserCode } from './userCode.ts'

/** Lifetime of a request in milliseconds: enough to sign in by email code first. */
export const requestLifetimeMs = 600_000

/** Time for which an expired request is kept, so that its program learns that it has expired. */
const retentionMs = 3_600_000

/** Shortest time between two polls, and what each early poll adds to it, in seconds (RFC 8628, 3.5). */
export const pollIntervalSeconds = 5
const maxIntervalSeconds = 60

export type DeviceRequest = typeof deviceRequest.$inferSelect

export type AskedBy = {
  /** Id of the program. */
  readonly program: string
  readonly deviceName: string | null
  readonly network: string | null
}

/** Outcome of a poll. Every outcome but `pending` and `early` is final. */
export type PollOutcome =
  | { readonly kind: 'pending' | 'early' | 'denied' | 'expired' | 'unknown' }
  | { readonly kind: 'approved'; readonly request: DeviceRequest & { readonly userId: string; readonly keyId: string } }

export type DeviceRequests = {
  /** Stores a request. The codes are returned here, and stored only as hashes. */
  readonly open: (by: AskedBy) => Promise<{ readonly deviceCode: string; readonly userCode: string }>
  /** Returns the state of a request to the program that opened it. An approved request is returned once. */
  readonly poll: (deviceCode: string, program: string) => Promise<PollOutcome>
  /** Finds the request that waits for a decision under this user code. */
  readonly find: (userCode: string) => Promise<DeviceRequest | undefined>
  /** @returns false if no request waits for a decision under this code */
  readonly approve: (userCode: string, by: { readonly userId: string; readonly keyId: string }) => Promise<boolean>
  /** @returns false if no request waits for a decision under this code */
  readonly deny: (userCode: string) => Promise<boolean>
}

export type DeviceRequestsOptions = {
  readonly database: Database
  readonly secrets: AcceptedSecrets
  readonly clock: WallClock
}

/** Stores the requests of programs to be connected (RFC 8628). */
export function createDeviceRequests({ database, secrets, clock }: DeviceRequestsOptions): DeviceRequests {
  const waiting = (userCode: string) => {
    const letters = readUserCode(userCode) ?? ''
    return and(
      inArray(
        deviceRequest.userCodeHash,
        secrets.map((secret) => hashUserCode(secret, letters)),
      ),
      eq(deviceRequest.status, 'pending'),
      gt(deviceRequest.expiresAt, databaseTime(clock)),
    )
  }

  const decide = async (userCode: string, decision: Partial<DeviceRequest>) => {
    const decided = await database
      .update(deviceRequest)
      .set(decision)
      .where(waiting(userCode))
      .returning({ program: deviceRequest.program })
    return decided.length === 1
  }

  const open: DeviceRequests['open'] = async (by) => {
    await database.delete(deviceRequest).where(lt(deviceRequest.expiresAt, databaseTimeAfter(clock, -retentionMs)))
    const deviceCode = randomBytes(32).toString('base64url')
    const userCode = generateUserCode()
    try {
      await database.insert(deviceRequest).values({
        ...by,
        deviceCodeHash: hashDeviceCode(deviceCode),
        userCodeHash: hashUserCode(secrets[0], readUserCode(userCode) ?? ''),
        status: 'pending',
        intervalSeconds: pollIntervalSeconds,
        createdAt: databaseTime(clock),
        expiresAt: databaseTimeAfter(clock, requestLifetimeMs),
      })
    } catch (error) {
      // Another request has the same user code.
      if (isUniqueViolation(error)) return open(by)
      throw error
    }
    return { deviceCode, userCode }
  }

  return {
    open,
    poll: (deviceCode, program) =>
      database.transaction(async (transaction): Promise<PollOutcome> => {
        const isThis = eq(deviceRequest.deviceCodeHash, hashDeviceCode(deviceCode))
        const now = databaseTime(clock)
        const { intervalSeconds: interval, polledAt } = deviceRequest
        const columns = {
          ...getTableColumns(deviceRequest),
          isExpired: sql<boolean>`${lte(deviceRequest.expiresAt, now)}`,
          isEarly: sql<boolean>`coalesce(${polledAt} + ${interval} * interval '1 second' > ${now}, false)`,
        }
        const [row] = await transaction.select(columns).from(deviceRequest).where(isThis).for('update')
        if (row === undefined || row.program !== program) return { kind: 'unknown' }
        const { isExpired, isEarly, ...found } = row
        const { status, intervalSeconds, userId, keyId } = found
        if (isExpired) return { kind: 'expired' }
        if (status === 'denied') return { kind: 'denied' }
        if (status === 'approved' && userId !== null && keyId !== null) {
          await transaction.delete(deviceRequest).where(isThis)
          return { kind: 'approved', request: { ...found, userId, keyId } }
        }
        const slower = Math.min(intervalSeconds + pollIntervalSeconds, maxIntervalSeconds)
        await transaction
          .update(deviceRequest)
          .set({ polledAt: now, ...(isEarly && { intervalSeconds: slower }) })
          .where(isThis)
        return { kind: isEarly ? 'early' : 'pending' }
      }),
    async find(userCode) {
      const [found] = await database.select().from(deviceRequest).where(waiting(userCode))
      return found
    },
    approve: (userCode, by) => decide(userCode, { status: 'approved', ...by }),
    deny: (userCode) => decide(userCode, { status: 'denied' }),
  }
}

function hashDeviceCode(deviceCode: string): string {
  return createHash('sha256').update(deviceCode).digest('base64url')
}
