import LibsqlDatabase from 'libsql'

/** Another process holds the lock. */
export class FileLockedError extends Error {
  override readonly name = 'FileLockedError'

  constructor(file: string) {
    super(`${file} is locked by another process.`)
  }
}

/**
 * Locks a file for this process. The kernel holds the lock, as part of an open SQLite transaction, and releases it
 * however the process ends. The file stays behind, because removing it could remove the lock of the next process.
 * @param file created if missing; nothing else may open it
 * @returns a function that releases the lock
 * @throws {FileLockedError}
 */
export function lockFile(file: string): () => void {
  const connection = new LibsqlDatabase(file, { timeout: 0 })
  try {
    connection.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    connection.close()
    const isLocked = error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY')
    throw isLocked ? new FileLockedError(file) : error
  }
  return () => {
    if (connection.open) connection.close()
  }
}
