import { randomUUID } from 'node:crypto'
import type { Database } from './database/database.ts'

/** A role that one process has at a time, by the clock of the database. */
export type Lease = {
  /** Takes or renews the lease. @returns false while another process has it */
  hold(): Promise<boolean>
  /** Gives the lease to the next process. */
  release(): Promise<void>
}

export function createLease({
  database,
  name,
  durationMs,
}: {
  readonly database: Database
  readonly name: string
  readonly durationMs: number
}): Lease {
  const holder = randomUUID()
  const { nowMs, orKeep } = database.dialect
  const renew = `UPDATE lease SET holder = ?, expires_at = ${nowMs} + ${durationMs}
    WHERE name = ? AND (holder = ? OR expires_at < ${nowMs})`
  const take = `INSERT INTO lease (name, holder, expires_at) VALUES (?, ?, ${nowMs} + ${durationMs}) ${orKeep('name')}`
  return {
    async hold() {
      if ((await database.run(renew, [holder, name, holder])) === 1) return true
      return (await database.run(take, [name, holder])) === 1
    },
    async release() {
      await database.run('DELETE FROM lease WHERE name = ? AND holder = ?', [name, holder])
    },
  }
}
