import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { cachedFile } from './clusterTemplate.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'openkey-kept-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const made = Buffer.from('a cluster')
const make = () => vi.fn(async () => made)

describe('cachedFile', () => {
  test('creates a missing file, and creates nothing twice', async () => {
    const file = join(folder, 'new', 'cluster')
    const once = make()
    expect(await cachedFile(file, once)).toEqual(made)
    expect(await cachedFile(file, once)).toEqual(made)
    expect(once).toHaveBeenCalledTimes(1)
    expect(readdirSync(join(folder, 'new'))).toEqual(['cluster'])
  })

  test('replaces a truncated file', async () => {
    const file = join(folder, 'cluster')
    await cachedFile(file, make())
    writeFileSync(file, readFileSync(file).subarray(0, -4))
    const again = make()
    expect(await cachedFile(file, again)).toEqual(made)
    expect(await cachedFile(file, again)).toEqual(made)
    expect(again).toHaveBeenCalledTimes(1)
  })

  test('returns the content if the file cannot be written', async () => {
    const file = join(folder, 'file', 'cluster')
    writeFileSync(join(folder, 'file'), '')
    expect(await cachedFile(file, make())).toEqual(made)
  })

  test('writes nothing when the creation fails', async () => {
    const fails = cachedFile(join(folder, 'cluster'), () => Promise.reject(new Error('no memory')))
    await expect(fails).rejects.toThrow('no memory')
    expect(readdirSync(folder)).toEqual([])
  })
})
