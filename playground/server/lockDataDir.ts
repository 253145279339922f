import { join } from 'node:path'
import { FileLockedError, lockFile } from '../shared/files/lockFile.ts'

/** Another process uses this data folder. The embedded database would let both write and lose data. */
export class DataDirInUseError extends Error {
  override readonly name = 'DataDirInUseError'

  constructor(dataDir: string) {
    super(
      `The data folder ${dataDir} is in use by another process. Stop that process, or set OPENKEY_DATA_DIR to another folder.`,
    )
  }
}

/**
 * Locks a data folder for this process, until it is released or the process ends.
 * @returns a function that releases the lock
 * @throws {DataDirInUseError}
 */
export function lockDataDir(dataDir: string): () => void {
  try {
    return lockFile(join(dataDir, 'lock'))
  } catch (error) {
    throw error instanceof FileLockedError ? new DataDirInUseError(dataDir) : error
  }
}
