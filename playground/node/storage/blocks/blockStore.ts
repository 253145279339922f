import { createHash, randomUUID } from 'node:crypto'
import * as z from 'zod'
import { type Database, listOf, type Sql } from '../database/database.ts'
import type { Content } from '../staging.ts'
import type { Blocks } from './blocks.ts'

/**
 * Content-addressed objects with a row each. A space stores equal content once; spaces share nothing, so that none can
 * find out what another one stores.
 */
export type BlockStore = {
  /** Stores content before a row names it. @returns the object, and whether it is new */
  write(space: string, etag: string, content: Content): Promise<{ readonly name: string; readonly isNew: boolean }>
  open: Blocks['open']
  /** Records that a row names an object, in the transaction of that row. */
  use(sql: Sql, name: string): Promise<void>
  /** Records that a row no longer names an object, in the transaction that changes the row. */
  release(sql: Sql, name: string): Promise<void>
  /** Removes a new object that no row will name. */
  discard(name: string): Promise<void>
  /**
   * Removes a batch of objects that no row has named for a while.
   * @returns how many were removed
   */
  collect(): Promise<number>
  /** Removes objects without a row, which a killed process left behind, once they are old enough. */
  removeStrays(): Promise<number>
}

/** Time for which an object that no row names is kept, in milliseconds. Longer than any upload or download takes. */
const defaultGraceMs = 3_600_000

const collectedAtATime = 500

const nameRow = z.object({ name: z.string() })

export function createBlockStore({
  blocks,
  database,
  graceMs = defaultGraceMs,
}: {
  readonly blocks: Blocks
  readonly database: Database
  readonly graceMs?: number
}): BlockStore {
  const { nowMs, orReplace } = database.dialect
  const touch = `UPDATE block SET touched_at = ${nowMs} WHERE name = ?`
  const isUnused = `touched_at <= ${nowMs} - ${graceMs} AND NOT EXISTS (SELECT 1 FROM kv WHERE kv.file = block.name)`

  return {
    async write(space, etag, content) {
      const hash = createHash('sha256').update(`${space}\n${etag}`).digest('hex')
      const known = await database.first(nameRow, 'SELECT name FROM block WHERE hash = ?', [hash])
      // From now on it stays, because it was just touched.
      if (known && (await database.run(touch, [known.name])) === 1) return { name: known.name, isNew: false }
      const name = `${hash}-${randomUUID().slice(0, 8)}`
      await blocks.write(name, content)
      return { name, isNew: true }
    },
    open: blocks.open,
    async use(sql, name) {
      const insert = `INSERT INTO block (name, hash, touched_at) VALUES (?, ?, ${nowMs})`
      const [hash = ''] = name.split('-')
      await sql.run(`${insert} ${orReplace(['name'], ['touched_at'])}`, [name, hash])
    },
    async release(sql, name) {
      await sql.run(touch, [name])
    },
    discard: blocks.remove,
    async collect() {
      const unused = await database.all(
        nameRow,
        `SELECT name FROM block WHERE ${isUnused} ORDER BY touched_at LIMIT ${collectedAtATime}`,
      )
      let count = 0
      for (const { name } of unused) {
        // Another process may have begun to use it. The row goes first, so that nobody finds the object any more.
        const isRemoved = await database.run(`DELETE FROM block WHERE name = ? AND ${isUnused}`, [name])
        if (isRemoved === 1) await blocks.remove(name)
        count += isRemoved
      }
      return count
    },
    async removeStrays() {
      let count = 0
      const removeUnknown = async (names: readonly string[]) => {
        const { places, values } = listOf(names)
        const known = await database.all(nameRow, `SELECT name FROM block WHERE name IN (${places})`, values)
        const kept = new Set(known.map(({ name }) => name))
        for (const name of names) {
          if (kept.has(name)) continue
          await blocks.remove(name)
          count += 1
        }
      }
      let batch: string[] = []
      for await (const { name, storedAtMs } of blocks.list()) {
        if (Date.now() - storedAtMs < graceMs) continue
        batch.push(name)
        if (batch.length < collectedAtATime) continue
        await removeUnknown(batch)
        batch = []
      }
      if (batch.length > 0) await removeUnknown(batch)
      return count
    },
  }
}
