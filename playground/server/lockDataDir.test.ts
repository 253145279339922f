import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { lockDataDir } from './lockDataDir.ts'

describe('lockDataDir', () => {
  test('creates and removes the lock', async () => {
    const dataDir = await folder()
    const unlock = await lockDataDir(dataDir)
    expect(await readdir(dataDir)).toEqual(['in-use-by.pid'])
    await unlock()
    expect(await readdir(dataDir)).toEqual([])
  })

  test('rejects a folder in use by a running process', async () => {
    const dataDir = await folder()
    await writeFile(join(dataDir, 'in-use-by.pid'), String(process.ppid))
    await expect(lockDataDir(dataDir)).rejects.toMatchObject({ name: 'DataDirInUseError' })
  })

  test.each(['999999999', '', 'nonsense'])('replaces the lock of a process that no longer runs: “%s”', async (mark) => {
    const dataDir = await folder()
    await writeFile(join(dataDir, 'in-use-by.pid'), mark)
    await expect(lockDataDir(dataDir)).resolves.toBeTypeOf('function')
  })
})

async function folder(): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'openkey-lock-'))
  onTestFinished(() => rm(path, { recursive: true, force: true }))
  return path
}
