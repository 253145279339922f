import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Blocks } from '../storage/blocks/blocks.ts'

const value = Uint8Array.from({ length: 7_000_000 }, (_, index) => index % 241)

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  return Buffer.from(await new Response(stream as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer())
}

async function namesIn(blocks: Blocks): Promise<readonly string[]> {
  const names: string[] = []
  for await (const { name } of blocks.list()) names.push(name)
  return names.sort()
}

/** Contract of every place for large values. @param open returns an empty one */
export function describeBlocks(name: string, open: () => Promise<Blocks>): void {
  describe(`${name} (contract of Blocks)`, () => {
    test('stores bytes and staged files, and streams them', async () => {
      const blocks = await open()
      const folder = await mkdtemp(join(tmpdir(), 'openkey-staged-'))
      onTestFinished(() => rm(folder, { recursive: true }))
      const path = join(folder, 'staged')
      await writeFile(path, value, { mode: 0o600 })
      await blocks.write('a', value)
      await blocks.write('b', { path })
      for (const name of ['a', 'b']) {
        expect(Buffer.compare(await bytesOf(await blocks.open(name, value.length)), value)).toBe(0)
      }
      expect(await namesIn(blocks)).toEqual(['a', 'b'])
    })

    test('lists when each object was stored', async () => {
      const blocks = await open()
      await blocks.write('a', value.subarray(0, 10))
      for await (const { storedAtMs } of blocks.list()) expect(Math.abs(Date.now() - storedAtMs)).toBeLessThan(600_000)
    })

    test('does not open an object of another length, or a missing one', async () => {
      const blocks = await open()
      await blocks.write('a', value.subarray(0, 10))
      await expect(blocks.open('a', 11)).rejects.toThrow('The stored value of 11 bytes is damaged.')
      await expect(blocks.open('b', 10)).rejects.toThrow()
    })

    test('removes an object, also twice', async () => {
      const blocks = await open()
      await blocks.write('a', value.subarray(0, 10))
      await blocks.remove('a')
      await blocks.remove('a')
      expect(await namesIn(blocks)).toEqual([])
    })
  })
}
