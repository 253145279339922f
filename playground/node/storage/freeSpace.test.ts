import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createBlockStore } from './blocks/blockStore.ts'
import { openLocalBlocks } from './blocks/openLocalBlocks.ts'
import { migrate } from './database/migrate.ts'
import { openSqlite } from './database/openSqlite.ts'
import { createFreeSpace } from './freeSpace.ts'
import { createKvStore } from './kvStore.ts'
import { createQuota } from './quota.ts'
import { createSpaceStore } from './spaceStore.ts'

const mebibyte = 1_048_576

async function openStore() {
  const folder = await mkdtemp(join(tmpdir(), 'openkey-store-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const database = openSqlite(':memory:')
  await migrate(database)
  await createSpaceStore(database).host(database, 'space', 0)
  const disk = { freeBytes: 100 * mebibyte }
  const store = createKvStore({
    ...{ database, clock: { now: () => 0 } },
    blocks: createBlockStore({ blocks: openLocalBlocks(folder), database }),
    quota: createQuota({ database, limitBytes: undefined }),
    freeSpace: createFreeSpace(undefined, () => disk.freeBytes),
  })
  const put = (key: string, bytes: number) =>
    store.put('space', [{ key, etag: '"e"', size: bytes, headers: {}, content: new Uint8Array(bytes) }])
  return { store, put, disk, folder }
}

describe('createFreeSpace', () => {
  test('measures the disk of a folder, and allows everything without one', () => {
    expect(() => createFreeSpace(tmpdir()).require(2 ** 60)).toThrow('Storage is full')
    expect(() => createFreeSpace(undefined).require(2 ** 60)).not.toThrow()
  })

  test('S21: rejects a write that would fill the disk, and keeps reads and deletions working', async () => {
    const { store, put, disk, folder } = await openStore()
    await put('a', 10)
    disk.freeBytes = 65 * mebibyte
    await expect(put('b', 2 * mebibyte)).rejects.toMatchObject({ code: 'storage_full', status: 507 })
    expect([(await store.get('space', 'a'))?.size, await readdir(folder)]).toEqual([10, []])
    await store.remove('space', 'a')
    expect(await store.get('space', 'a')).toBe(undefined)
  })
})
