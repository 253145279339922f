import * as z from 'zod'
import { type Database, listOf, type Sql } from './database/database.ts'

/** The spaces this node hosts. */
export type SpaceStore = {
  /** Returns which of the spaces are hosted. */
  hosted(spaces: readonly string[]): Promise<ReadonlySet<string>>
  /** Hosts a space, in a transaction. Idempotent. */
  host(sql: Sql, space: string, nowMs: number): Promise<void>
}

const idRow = z.object({ id: z.string() })

export function createSpaceStore(database: Database): SpaceStore {
  return {
    async hosted(spaces) {
      const [space, ...others] = spaces
      if (space === undefined) return new Set()
      if (others.length === 0) {
        // libsql reads one row in half the time of a list.
        const found = await database.first(idRow, 'SELECT id FROM space WHERE id = ?', [space])
        return new Set(found && [found.id])
      }
      const { places, values } = listOf(spaces)
      const found = await database.all(idRow, `SELECT id FROM space WHERE id IN (${places})`, values)
      return new Set(found.map(({ id }) => id))
    },
    async host(sql, space, nowMs) {
      await sql.run(`INSERT INTO space (id, hosted_at) VALUES (?, ?) ${sql.dialect.orKeep('id')}`, [space, nowMs])
    },
  }
}
