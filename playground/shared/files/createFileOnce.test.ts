import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createFileOnce } from './createFileOnce.ts'

async function openFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'openkey-file-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  return folder
}

describe('createFileOnce', () => {
  test('creates a file for its owner only, and leaves no draft', async () => {
    const folder = await openFolder()
    const path = join(folder, 'secret')
    expect(createFileOnce(path, 'text')).toBe(true)
    expect([await readFile(path, 'utf8'), (await stat(path)).mode & 0o777]).toEqual(['text', 0o600])
    expect(await readdir(folder)).toEqual(['secret'])
  })

  test('leaves an existing file unchanged', async () => {
    const folder = await openFolder()
    const path = join(folder, 'secret')
    await writeFile(path, 'first')
    expect(createFileOnce(path, 'second')).toBe(false)
    expect([await readFile(path, 'utf8'), await readdir(folder)]).toEqual(['first', ['secret']])
  })
})
