import type { WallClock } from '@openkey/protocol'
import * as z from 'zod'
import { maxRowBytes } from '../limits.ts'
import type { BlobFiles } from './blobFiles.ts'
import type { Database } from './database.ts'
import type { Quota } from './quota.ts'

/** The metadata of a value. */
export type KvEntry = {
  readonly etag: string
  readonly size: number
  readonly headers: Readonly<Record<string, string>>
}
export type KvValue = KvEntry & { readonly body: Uint8Array }
export type KvWrite = { readonly key: string } & Omit<KvValue, 'size'>

/** The key `exact`, and all keys from `from` (inclusive) to `to` (exclusive) in byte order. */
export type KeyRange = { readonly exact: string; readonly from: string; readonly to: string }

/** Checks the current entry of a key before a write, and throws to prevent the write. */
export type Guard = (current: KvEntry | undefined) => void

/** The values of all spaces. */
export type KvStore = {
  head(space: string, key: string): KvEntry | undefined
  get(space: string, key: string): KvValue | undefined
  /** Writes all values or none, durably. Calls `guard` for each key in the same transaction. */
  put(space: string, writes: readonly KvWrite[], guard?: Guard): Promise<void>
  remove(space: string, key: string, guard?: Guard): Promise<void>
  /** Returns the keys of a range that follow `after`, in byte order. */
  list(space: string, range: KeyRange, page: { readonly after: string; readonly limit: number }): readonly string[]
}

const headers = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.record(z.string(), z.string()))
const entryRow = z.object({ etag: z.string(), size: z.int(), headers, file: z.string().nullable() })
const valueRow = entryRow.extend({ body: z.instanceof(Uint8Array).nullable() })
const keyRow = z.object({ key: z.string() })

/**
 * Creates the store of all values.
 * @param parts `files` receives values larger than 1 MiB; without it, the database holds every value
 */
export function createKvStore({
  database,
  files,
  quota,
  clock,
}: {
  readonly database: Database
  readonly files: BlobFiles | undefined
  readonly quota: Quota
  readonly clock: WallClock
}): KvStore {
  const find = (space: string, key: string) =>
    database.first(entryRow, 'SELECT etag, size, headers, file FROM kv WHERE space = ? AND key = ?', [space, key])

  const removeFiles = async (names: readonly (string | null | undefined)[]) => {
    for (const name of names) if (name) await files?.remove(name)
  }

  const upsert = (space: string, { key, etag, headers, body }: KvWrite, file: string | null) =>
    database.run(
      `INSERT INTO kv (space, key, etag, size, headers, body, file, written_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET etag = excluded.etag, size = excluded.size, headers = excluded.headers,
         body = excluded.body, file = excluded.file, written_at = excluded.written_at`,
      [space, key, etag, body.length, JSON.stringify(headers), file === null ? body : null, file, clock.now()],
    )

  return {
    head: find,
    get(space, key) {
      const sql = 'SELECT etag, size, headers, file, body FROM kv WHERE space = ? AND key = ?'
      const row = database.first(valueRow, sql, [space, key])
      const body = row?.body ?? (row?.file && files?.read(row.file))
      return row && body ? { etag: row.etag, size: row.size, headers: row.headers, body } : undefined
    },
    async put(space, writes, guard) {
      const prepared: { write: KvWrite; file: string | null }[] = []
      let replaced: readonly (string | null | undefined)[]
      try {
        for (const write of writes) {
          const file = files && write.body.length > maxRowBytes ? await files.write(write.body) : null
          prepared.push({ write, file })
        }
        replaced = quota.around(space, () =>
          prepared.map(({ write, file }) => {
            const current = find(space, write.key)
            guard?.(current)
            upsert(space, write, file)
            return current?.file
          }),
        )
      } catch (error) {
        await removeFiles(prepared.map(({ file }) => file))
        throw error
      }
      await removeFiles(replaced)
    },
    async remove(space, key, guard) {
      const removed = database.transaction(() => {
        const current = find(space, key)
        guard?.(current)
        database.run('DELETE FROM kv WHERE space = ? AND key = ?', [space, key])
        return current?.file
      })
      await removeFiles([removed])
    },
    list: (space, { exact, from, to }, { after, limit }) =>
      database
        .all(
          keyRow,
          `SELECT key FROM kv WHERE space = ? AND key > ? AND (key = ? OR (key >= ? AND key < ?))
           ORDER BY key LIMIT ?`,
          [space, after, exact, from, to, limit],
        )
        .map(({ key }) => key),
  }
}
