import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { describeBlocks } from '../../testing/describeBlocks.ts'
import { openLocalBlocks } from './openLocalBlocks.ts'

async function openFolder() {
  const folder = await mkdtemp(join(tmpdir(), 'openkey-blobs-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return { folder, blocks: openLocalBlocks(folder) }
}

const value = Uint8Array.from({ length: 1_000_000 }, (_, index) => index % 241)

describeBlocks('openLocalBlocks', async () => (await openFolder()).blocks)

describe('openLocalBlocks', () => {
  test('stores files that only their owner can read', async () => {
    const { folder, blocks } = await openFolder()
    await blocks.write('a', value)
    expect([await readdir(folder), (await stat(join(folder, 'a'))).mode & 0o777]).toEqual([['a'], 0o600])
  })

  test('does not open a file that was cut', async () => {
    const { folder, blocks } = await openFolder()
    await blocks.write('a', value)
    await writeFile(join(folder, 'a'), 'torn')
    await expect(blocks.open('a', value.length)).rejects.toThrow('The stored value of 1000000 bytes is damaged.')
  })

  test('S21: closes a file whose reader leaves, also in the middle of a read', async () => {
    const { blocks } = await openFolder()
    await blocks.write('a', value)
    const openFiles = async () => (await readdir('/dev/fd')).length
    const before = await openFiles()
    for (let round = 0; round < 20; round++) {
      const reader = (await blocks.open('a', value.length)).getReader()
      if (round % 2) await reader.read()
      else void reader.read()
      await reader.cancel()
    }
    expect(await openFiles()).toBeLessThan(before + 10)
  })
})
