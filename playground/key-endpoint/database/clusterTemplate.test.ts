import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { keptFile } from './keptFile.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'openkey-kept-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const made = Buffer.from('a cluster')
const make = () => vi.fn(async () => made)

describe('keptFile', () => {
  test('makes what is not there, and nothing twice', async () => {
    const file = join(folder, 'new', 'cluster')
    const once = make()
    expect(await keptFile(file, once)).toEqual(made)
    expect(await keptFile(file, once)).toEqual(made)
    expect(once).toHaveBeenCalledTimes(1)
    expect(readdirSync(join(folder, 'new'))).toEqual(['cluster'])
  })

  test('makes anew what was cut, and keeps that', async () => {
    const file = join(folder, 'cluster')
    await keptFile(file, make())
    writeFileSync(file, readFileSync(file).subarray(0, -4))
    const again = make()
    expect(await keptFile(file, again)).toEqual(made)
    expect(await keptFile(file, again)).toEqual(made)
    expect(again).toHaveBeenCalledTimes(1)
  })

  test('does without a place to keep it', async () => {
    const file = join(folder, 'file', 'cluster')
    writeFileSync(join(folder, 'file'), '')
    expect(await keptFile(file, make())).toEqual(made)
  })

  test('keeps nothing of what could not be made', async () => {
    const fails = keptFile(join(folder, 'cluster'), () => Promise.reject(new Error('no memory')))
    await expect(fails).rejects.toThrow('no memory')
    expect(readdirSync(folder)).toEqual([])
  })
})
