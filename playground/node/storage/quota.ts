import * as z from 'zod'
import { NodeError } from '../errors/nodeError.ts'
import type { Database } from './database.ts'

/** How much the values and databases of one space may take. */
export type Quota = {
  /** Writes in one transaction. What makes a space larger than it may be is undone; making it smaller is always allowed. */
  around<Result>(space: string, write: () => Result): Result
}

const usedRow = z.object({ used_bytes: z.int() })

/** @param limitBytes without it there is no limit */
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
