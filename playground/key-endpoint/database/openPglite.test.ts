import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { openPglite } from './openPglite.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'openkey-pglite-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
})

/** A disk that keeps only what was synced: the content of files, and the entries of folders. */
function syncedDisk(folder: string, disk: string) {
  let syncs = 0
  return {
    syncs: () => syncs,
    sync(path: string) {
      syncs += 1
      const copy = join(disk, relative(folder, path))
      if (!statSync(path).isDirectory()) {
        mkdirSync(join(copy, '..'), { recursive: true })
        return copyFileSync(path, copy)
      }
      mkdirSync(copy, { recursive: true })
      for (const name of readdirSync(copy)) {
        if (!existsSync(join(path, name))) rmSync(join(copy, name), { recursive: true })
      }
    },
  }
}

describe('openPglite', () => {
  test('has a row on the disk before it acknowledges it: a power cut loses nothing', async () => {
    const [folder, disk] = [join(root, 'database'), join(root, 'disk')]
    const { sync, syncs } = syncedDisk(folder, disk)
    const { database, close } = await openPglite(folder, { sync })
    await database.execute(sql`CREATE TABLE item (id int PRIMARY KEY, body text)`)
    for (let id = 0; id < 5; id++) {
      const before = syncs()
      await database.execute(sql`INSERT INTO item VALUES (${id}, repeat('x', 10000))`)
      expect(syncs()).toBeGreaterThan(before)
    }

    // The process is neither closed nor has it written a checkpoint.
    const restarted = await openPglite(disk)
    const { rows } = (await restarted.database.execute(
      sql`SELECT id, length(body) AS length FROM item ORDER BY id`,
    )) as { rows: unknown }
    expect(rows).toEqual([0, 1, 2, 3, 4].map((id) => ({ id, length: 10_000 })))
    await restarted.close()
    await close()
  })

  test('rejects a folder that is in use, until it is closed', async () => {
    const folder = join(root, 'database')
    const { close } = await openPglite(folder)
    await expect(openPglite(folder)).rejects.toMatchObject({ name: 'StartError', code: 'database_in_use' })
    await close()
    await (await openPglite(folder)).close()
  })
})
