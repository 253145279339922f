import * as z from 'zod'
import { NodeError } from '../errors/nodeError.ts'
import type { Database } from './database.ts'

/** Limits the total size of the values and databases of a space. */
export type Quota = {
  /**
   * Runs a write in a transaction and rolls it back if it exceeds the quota. A write that shrinks the space is always
   * allowed.
   * @throws {NodeError} `quota_exhausted`, `quota_exceeded`
   */
  around<Result>(space: string, write: () => Result): Result
}

const usedRow = z.object({ used_bytes: z.int() })

/** Creates the quota check. @param options `limitBytes` is the quota of each space. @default no quota */
export function createQuota({
  database,
  limitBytes = Number.POSITIVE_INFINITY,
}: {
  readonly database: Database
  readonly limitBytes: number | undefined
}): Quota {
  const used = (space: string) =>
    database.first(usedRow, 'SELECT used_bytes FROM space WHERE id = ?', [space])?.used_bytes ?? 0
  return {
    around: (space, write) =>
      database.transaction(() => {
        const before = used(space)
        const result = write()
        const after = used(space)
        if (after > limitBytes && after > before) {
          throw new NodeError(before >= limitBytes ? 'quota_exhausted' : 'quota_exceeded')
        }
        return result
      }),
  }
}
