import * as z from 'zod'
import { NodeError } from '../errors/nodeError.ts'
import type { Database, Sql } from './database/database.ts'

/** Limits the total size of the values and databases of a space, and of all spaces of its owner. */
export type Quota = {
  /**
   * Runs a write in a transaction that has the space for itself, and rolls it back if it exceeds the quota. A write that
   * shrinks the space is always allowed.
   * @param write returns its result and the bytes that it adds to the space, negative if it frees some
   * @throws {NodeError} `quota_exhausted`, `quota_exceeded`
   */
  around<Result>(
    space: string,
    write: (sql: Sql) => Promise<{ readonly result: Result; readonly addedBytes: number }>,
  ): Promise<Result>
}

const usedRow = z.object({ id: z.string(), used_bytes: z.int() })

/**
 * Creates the quota check.
 * @param options `limitBytes` is the quota of each space, `ownerLimitBytes` that of each owner. @default no quota
 */
export function createQuota({
  database,
  limitBytes = Number.POSITIVE_INFINITY,
  ownerLimitBytes = Number.POSITIVE_INFINITY,
}: {
  readonly database: Database
  readonly limitBytes: number | undefined
  readonly ownerLimitBytes?: number | undefined
}): Quota {
  const { forUpdate } = database.dialect
  const hasOwnerLimit = ownerLimitBytes < Number.POSITIVE_INFINITY
  const lock = `SELECT id, used_bytes FROM space WHERE id ${hasOwnerLimit ? 'LIKE' : '='} ? ORDER BY id ${forUpdate}`
  return {
    around: (space, write) =>
      database.transaction(async (sql) => {
        const rows = await sql.all(usedRow, lock, [hasOwnerLimit ? spacesOfOwner(space) : space])
        const before = rows.find(({ id }) => id === space)?.used_bytes ?? 0
        const ofOwner = rows.reduce((sum, { used_bytes }) => sum + used_bytes, 0)
        const { result, addedBytes } = await write(sql)
        const after = before + addedBytes
        const isOver = after > limitBytes || ofOwner + addedBytes > ownerLimitBytes
        if (isOver && addedBytes > 0) {
          const isFull = before >= limitBytes || ofOwner >= ownerLimitBytes
          throw new NodeError(isFull ? 'quota_exhausted' : 'quota_exceeded')
        }
        await sql.run('UPDATE space SET used_bytes = ? WHERE id = ?', [after, space])
        return result
      }),
  }
}

/** Returns the pattern of all spaces of an owner. An address contains no character that a pattern could mean. */
function spacesOfOwner(space: string): string {
  return `${space.slice(0, space.lastIndexOf(':') + 1)}%`
}
