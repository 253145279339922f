import * as z from 'zod'
import type { Database } from '../database/database.ts'
import { createEtagHasher } from '../etag.ts'
import type { Blocks } from './blocks.ts'

/** Reads stored objects again, because a disk can change bytes without an error. */
export type BlockCheck = {
  /** Compares the next few objects with the ETags of their values. @returns the names of those that differ */
  run(): Promise<readonly string[]>
}

/** At most 64 MiB in a run with objects of the maximum size. */
const objectsPerRun = 4

const objectRow = z.object({ file: z.string(), etag: z.string(), size: z.int() })

export function createBlockCheck({
  database,
  blocks,
}: {
  readonly database: Database
  readonly blocks: Pick<Blocks, 'open'>
}): BlockCheck {
  let after = ''
  const isIntact = async ({ file, etag, size }: z.output<typeof objectRow>) => {
    try {
      const hasher = await createEtagHasher()
      for await (const piece of await blocks.open(file, size)) hasher.update(piece)
      return hasher.etag() === etag
    } catch {
      return false
    }
  }
  return {
    async run() {
      const objects = await database.all(
        objectRow,
        `SELECT DISTINCT file, etag, size FROM kv WHERE file > ? ORDER BY file LIMIT ${objectsPerRun}`,
        [after],
      )
      after = objects.length === objectsPerRun ? (objects.at(-1)?.file ?? '') : ''
      const damaged: string[] = []
      for (const object of objects) if (!(await isIntact(object))) damaged.push(object.file)
      return damaged
    },
  }
}
