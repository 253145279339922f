import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Database } from '../database/database.ts'
import { key, session } from '../database/schema.ts'
import type { KeyRow } from './keyView.ts'

export type SigningLookup = {
  readonly userId: string
  readonly expiresAt: Date
  readonly topOrigin: string | null
  readonly dpopThumbprint: string | null
  /** Null when the session's user has no such key in use. */
  readonly key: KeyRow | null
}

/**
 * Session and key of a signature in one prepared round trip. Looking the session up through the library costs more than
 * the signature itself.
 */
export function prepareSigningLookup(
  database: Database,
): (subject: { readonly token: string; readonly keyId: string }) => Promise<SigningLookup | undefined> {
  const { userId, expiresAt, topOrigin, dpopThumbprint } = session
  const query = database
    .select({ userId, expiresAt, topOrigin, dpopThumbprint, key })
    .from(session)
    .leftJoin(key, and(eq(key.id, sql.placeholder('keyId')), eq(key.userId, session.userId), isNull(key.archivedAt)))
    .where(eq(session.token, sql.placeholder('token')))
    .prepare('find_session_and_key')

  return async ({ token, keyId }) => {
    const [found] = await query.execute({ token, keyId })
    return found
  }
}
