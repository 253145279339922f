import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Another process uses this data folder. The embedded database would let both write and lose data. */
export class DataDirInUseError extends Error {
  override readonly name = 'DataDirInUseError'

  constructor(dataDir: string, pid: number) {
    super(
      `The data folder ${dataDir} is in use by process ${pid}. Stop that process, or set OPENKEY_DATA_DIR to another folder.`,
    )
  }
}

/**
 * Locks a data folder for this process with a file that holds its process id. Replaces the lock of a process that no longer
 * runs, and one with this process's own id, which a container may assign again after a crash.
 * @returns a function that releases the lock
 * @throws {DataDirInUseError}
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, 'in-use-by.pid')
  const pid = Number(await readFile(file, 'utf8').catch(() => ''))
  if (pid > 0 && pid !== process.pid && isRunning(pid)) throw new DataDirInUseError(dataDir, pid)
  await rm(file, { force: true })
  await writeFile(file, String(process.pid), { flag: 'wx' })
  return () => rm(file, { force: true })
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
