import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { migrate } from '../database/migrate.ts'
import { openSqlite } from '../database/openSqlite.ts'
import { etagOf } from '../etag.ts'
import { createFreeSpace } from '../freeSpace.ts'
import { createKvStore } from '../kvStore.ts'
import { createQuota } from '../quota.ts'
import { createSpaceStore } from '../spaceStore.ts'
import { createBlockCheck } from './blockCheck.ts'
import { createBlockStore } from './blockStore.ts'
import { openLocalBlocks } from './openLocalBlocks.ts'

async function openStore() {
  const folder = await mkdtemp(join(tmpdir(), 'openkey-blocks-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const database = openSqlite(':memory:')
  await migrate(database)
  await createSpaceStore(database).host(database, 'space', 0)
  const blocks = openLocalBlocks(folder)
  const kv = createKvStore({
    ...{ database, clock: { now: () => 0 }, freeSpace: createFreeSpace(undefined) },
    blocks: createBlockStore({ blocks, database }),
    quota: createQuota({ database, limitBytes: undefined }),
  })
  for (let index = 0; index < 6; index++) {
    const content = new Uint8Array(1_100_000).fill(index)
    await kv.put('space', [
      { key: `${index}`, etag: await etagOf(content), size: content.length, headers: {}, content },
    ])
  }
  return { folder, names: (await readdir(folder)).sort(), check: createBlockCheck({ database, blocks }) }
}

describe('createBlockCheck', () => {
  test('finds changed, shortened and missing objects, a few at a time', async () => {
    const { folder, names, check } = await openStore()
    expect([await check.run(), await check.run()]).toEqual([[], []])
    const [changed = '', shortened = '', , , , missing = ''] = names
    const bytes = await readFile(join(folder, changed))
    bytes[500_000] = 99
    await writeFile(join(folder, changed), bytes)
    await writeFile(join(folder, shortened), 'torn')
    await rm(join(folder, missing))
    expect([await check.run(), await check.run(), await check.run()]).toEqual([
      [changed, shortened],
      [missing],
      [changed, shortened],
    ])
  })
})
