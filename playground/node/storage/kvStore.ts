import type { WallClock } from '@openkey/protocol'
import * as z from 'zod'
import { NodeError } from '../errors/nodeError.ts'
import { maxRowBytes, rowBytes } from '../limits.ts'
import type { BlockStore } from './blocks/blockStore.ts'
import type { Database, Sql } from './database/database.ts'
import type { FreeSpace } from './freeSpace.ts'
import type { Quota } from './quota.ts'
import type { Content } from './staging.ts'

/** The metadata of a value. */
export type KvEntry = {
  readonly etag: string
  readonly size: number
  readonly headers: Readonly<Record<string, string>>
}
/** A value with its bytes, or with a stream that the caller reads to its end or cancels. */
export type KvValue = KvEntry & { readonly body: Uint8Array | ReadableStream<Uint8Array> }
export type KvWrite = { readonly key: string; readonly content: Content } & KvEntry

/** The key `exact`, and all keys from `from` (inclusive) to `to` (exclusive) in byte order. */
export type KeyRange = { readonly exact: string; readonly from: string; readonly to: string }

/** Checks the current entry of a key before a write, and throws to prevent the write. */
export type Guard = (current: KvEntry | undefined) => void

/** The values of all spaces. */
export type KvStore = {
  head(space: string, key: string): Promise<KvEntry | undefined>
  get(space: string, key: string): Promise<KvValue | undefined>
  /** Writes all values or none, durably. Calls `guard` for each key in the same transaction. */
  put(space: string, writes: readonly KvWrite[], guard?: Guard): Promise<void>
  remove(space: string, key: string, guard?: Guard): Promise<void>
  /** Returns the keys of a range that follow `after`, in byte order. */
  list(
    space: string,
    range: KeyRange,
    page: { readonly after: string; readonly limit: number },
  ): Promise<readonly string[]>
}

const headers = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(z.record(z.string(), z.string()))
const entryRow = z.object({ etag: z.string(), size: z.int(), headers, file: z.string().nullable() })
const valueRow = entryRow.extend({ body: z.instanceof(Uint8Array).nullable() })
const keyRow = z.object({ key: z.string() })

/** Returns the size of a value as quotas count it, in bytes. */
function bytesOf(key: string, { size, headers }: KvEntry): number {
  return size + key.length + JSON.stringify(headers).length + rowBytes
}

/** Where a value is stored: in its row or in an object. */
type Stored = { readonly body: Uint8Array | null; readonly file: string | null; readonly isNew: boolean }

/**
 * Creates the store of all values.
 * @param parts `blocks` receives values larger than 1 MiB; without it, the database holds every value
 */
export function createKvStore({
  database,
  blocks,
  quota,
  clock,
  freeSpace,
}: {
  readonly database: Database
  readonly blocks: BlockStore | undefined
  readonly quota: Quota
  readonly clock: WallClock
  readonly freeSpace: FreeSpace
}): KvStore {
  const find = (space: string, key: string, sql: Sql = database) =>
    sql.first(entryRow, 'SELECT etag, size, headers, file FROM kv WHERE space = ? AND "key" = ?', [space, key])

  const store = async (space: string, { size, etag, content }: KvWrite): Promise<Stored> => {
    if (blocks && (size > maxRowBytes || !(content instanceof Uint8Array))) {
      const { name, isNew } = await blocks.write(space, etag, content)
      return { body: null, file: name, isNew }
    }
    if (!(content instanceof Uint8Array)) throw new Error('A database in memory stores no files.')
    return { body: content, file: null, isNew: false }
  }

  const upsert = `INSERT INTO kv (space, "key", etag, size, headers, body, file, written_at)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ${database.dialect.orReplace(['space', '"key"'], ['etag', 'size', 'headers', 'body', 'file', 'written_at'])}`

  /** Writes a row. @returns the bytes that it adds to the space */
  const writeRow = async (sql: Sql, space: string, write: KvWrite, { body, file }: Stored, guard?: Guard) => {
    const { key, etag, size, headers } = write
    const current = await find(space, key, sql)
    guard?.(current)
    if (file) await blocks?.use(sql, file)
    await sql.run(upsert, [space, key, etag, size, JSON.stringify(headers), body, file, clock.now()])
    if (current?.file && current.file !== file) await blocks?.release(sql, current.file)
    return bytesOf(write.key, write) - (current ? bytesOf(key, current) : 0)
  }

  return {
    head: find,
    async get(space, key) {
      const sql = 'SELECT etag, size, headers, file, body FROM kv WHERE space = ? AND "key" = ?'
      const row = await database.first(valueRow, sql, [space, key])
      const body = row?.body ?? (row?.file && (await blocks?.open(row.file, row.size)))
      return row && body ? { etag: row.etag, size: row.size, headers: row.headers, body } : undefined
    },
    async put(space, writes, guard) {
      const prepared: { write: KvWrite; stored: Stored }[] = []
      freeSpace.require(writes.reduce((sum, { size }) => sum + size, 0))
      try {
        for (const write of writes) prepared.push({ write, stored: await store(space, write) })
        await quota.around(space, async (sql) => {
          let addedBytes = 0
          for (const { write, stored } of prepared) addedBytes += await writeRow(sql, space, write, stored, guard)
          return { result: undefined, addedBytes }
        })
      } catch (error) {
        // Only our own refusal is known to have written no row. Otherwise the objects are collected later.
        if (error instanceof NodeError) await discardNew(prepared.map(({ stored }) => stored))
        throw error
      }
    },
    remove: (space, key, guard) =>
      quota.around(space, async (sql) => {
        const current = await find(space, key, sql)
        guard?.(current)
        await sql.run('DELETE FROM kv WHERE space = ? AND "key" = ?', [space, key])
        if (current?.file) await blocks?.release(sql, current.file)
        return { result: undefined, addedBytes: current ? -bytesOf(key, current) : 0 }
      }),
    async list(space, { exact, from, to }, { after, limit }) {
      const rows = await database.all(
        keyRow,
        `SELECT "key" FROM kv WHERE space = ? AND "key" > ? AND ("key" = ? OR ("key" >= ? AND "key" < ?))
         ORDER BY "key" LIMIT ${limit}`,
        [space, after, exact, from, to],
      )
      return rows.map(({ key }) => key)
    },
  }

  async function discardNew(stored: readonly Stored[]): Promise<void> {
    for (const { file, isNew } of stored) if (file && isNew) await blocks?.discard(file)
  }
}
