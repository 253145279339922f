import { randomUUID } from 'node:crypto'
import { linkSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { syncPath } from './syncPath.ts'

/**
 * Creates a file with mode 0600, durably and as a whole: no process and no power cut sees a part of it.
 * @returns false if the file exists already; it is unchanged then
 */
export function createFileOnce(path: string, text: string): boolean {
  const draft = `${path}.${randomUUID()}`
  try {
    writeFileSync(draft, text, { mode: 0o600, flag: 'wx', flush: true })
    // Unlike `rename`, this fails if another process was first.
    linkSync(draft, path)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  } finally {
    rmSync(draft, { force: true })
    syncPath(dirname(path))
  }
}
