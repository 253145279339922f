import { setTimeout } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import type { Database } from './database.ts'

const timeoutMs = 2_000

/** Checks whether the database responds within two seconds. */
export async function respondsInTime(database: Database): Promise<boolean> {
  const timer = new AbortController()
  const answered = database.execute(sql`SELECT 1`).then(
    () => true,
    () => false,
  )
  const late = setTimeout(timeoutMs, false, { signal: timer.signal, ref: false }).catch(() => false)
  try {
    return await Promise.race([answered, late])
  } finally {
    timer.abort()
  }
}
