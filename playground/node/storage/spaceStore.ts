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
      if (spaces.length === 0) return new Set()
      const { places, values } = listOf(spaces)
      const found = await database.all(idRow, `SELECT id FROM space WHERE id IN (${places})`, values)
      return new Set(found.map(({ id }) => id))
    },
    async host(sql, space, nowMs) {
      await sql.run(`INSERT INTO space (id, hosted_at) VALUES (?, ?) ${sql.dialect.orKeep('id')}`, [space, nowMs])
    },
  }
}
