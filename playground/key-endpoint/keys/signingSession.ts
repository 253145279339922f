import type { WallClock } from '@openkey/protocol'
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Context } from 'hono'
import type { Database } from '../database/database.ts'
import { testTime } from '../database/databaseTime.ts'
import { key, session } from '../database/schema.ts'
import { shareStatement } from '../database/shareStatement.ts'
import { HttpError } from '../http/httpError.ts'
import type { Budgets } from '../limits/budgets.ts'
import { countEach } from '../limits/countEach.ts'
import type { Caller, ReadCaller } from '../sessions/readCaller.ts'
import type { KeyRow } from './keyStore.ts'

/** The part of a key that signs. */
export type SigningKey = Pick<KeyRow, 'id' | 'address' | 'sealed' | 'sealingContext'>

/** A session together with the key that its caller wants to sign with. */
export type SigningSession = {
  readonly userId: string
  readonly topOrigin: string | null
  /** Null when the session's user has no such active key. */
  readonly key: SigningKey | null
}

/**
 * @returns `undefined` for a request without `Authorization`
 * @throws {HttpError} 401 without a live session, 429 once its user has exhausted the signatures
 */
export type FindSigningSession = (context: Context, keyId: string) => Promise<SigningSession | undefined>

/**
 * Reads session and key and counts the signature against the user, with one prepared statement for all requests that
 * arrive while the one before is in progress: each round trip to the database takes longer than the signature itself.
 */
export function createFindSigningSession({
  database,
  readCaller,
  budgets: { signaturesPerUser },
  clock,
}: {
  readonly database: Database
  readonly readCaller: ReadCaller
  readonly budgets: Pick<Budgets, 'signaturesPerUser'>
  readonly clock: WallClock
}): FindSigningSession {
  // Every column has a name of its own, because Drizzle does not qualify those of a WITH.
  const live = database
    .$with('live', {
      place: sql`place`.mapWith(Number).as('place'),
      spender: sql<string>`spender`.as('spender'),
      userId: sql<string>`owner_id`.as('owner_id'),
      topOrigin: sql<string | null>`top_origin`.as('top_origin'),
      keyId: sql<string>`key_id`.as('key_id'),
    })
    .as(sql`SELECT place, ${signaturesPerUser.subjectOf(session.userId)} AS spender, ${session.userId} AS owner_id,
        ${session.topOrigin}, key_id
      FROM unnest(${sql.placeholder('tokens')}::text[], ${sql.placeholder('keyIds')}::text[],
        ${sql.placeholder('thumbprints')}::text[]) WITH ORDINALITY AS caller (token, key_id, thumbprint, place)
      JOIN ${session} ON ${session.token} = caller.token AND ${session.expiresAt} > ${sql.placeholder('now')}::timestamptz
        AND ${session.dpopThumbprint} IS NOT DISTINCT FROM caller.thumbprint`)
  const spent = database
    .$with('spent', {
      subject: sql<string>`subject`.as('subject'),
      count: sql`count`.mapWith(Number).as('count'),
      secondsLeft: sql`seconds_left`.mapWith(Number).as('seconds_left'),
    })
    .as(signaturesPerUser.spending(sql`SELECT spender FROM live`, sql.placeholder('testTime')))
  const { id, address, sealed, sealingContext } = key
  const query = database
    .with(live, spent)
    .select({
      ...{ place: live.place, userId: live.userId, topOrigin: live.topOrigin },
      key: { id, address, sealed, sealingContext },
      ...{ subject: spent.subject, count: spent.count, secondsLeft: spent.secondsLeft },
    })
    .from(live)
    .innerJoin(spent, eq(spent.subject, live.spender))
    .leftJoin(key, and(eq(key.id, live.keyId), eq(key.userId, live.userId), isNull(key.archivedAt)))
    .orderBy(live.place)
    .prepare('find_sessions_and_keys')

  const findAll = shareStatement(async (asked: readonly Asked[]) => {
    const rows = await query.execute({
      tokens: asked.map(({ databaseToken }) => databaseToken),
      keyIds: asked.map(({ keyId }) => keyId),
      thumbprints: asked.map(({ thumbprint }) => thumbprint),
      now: new Date(clock.now()).toISOString(),
      testTime: testTime(clock),
    })
    const found = new Map(countEach(rows).map((row) => [row.place, row]))
    return asked.map((_, index) => found.get(index + 1))
  })

  return async (context, keyId) => {
    if (context.req.header('Authorization') === undefined) return undefined
    const caller = await readCaller(context)
    if (caller === undefined) throw new HttpError(401, 'Unauthorized')
    const { databaseToken, thumbprint } = caller
    // PostgreSQL has no text with a NUL, and would refuse the statement to all callers. No key has an empty id.
    const found = await findAll({ databaseToken, thumbprint, keyId: keyId.includes('\0') ? '' : keyId })
    if (found === undefined) throw new HttpError(401, 'Unauthorized')
    signaturesPerUser.check(found)
    return { userId: found.userId, topOrigin: found.topOrigin, key: found.key }
  }
}

type Asked = Pick<Caller, 'databaseToken' | 'thumbprint'> & { readonly keyId: string }
