import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DataDirInUseError, lockDataDir } from './lockDataDir.ts'

test('lockDataDir locks a folder until it is released', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'openkey-lock-'))
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }))
  const unlock = lockDataDir(dataDir)
  expect(() => lockDataDir(dataDir)).toThrow(DataDirInUseError)
  unlock()
  lockDataDir(dataDir)()
})
