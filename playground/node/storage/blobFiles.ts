import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Large values, one file each. A file never changes: what replaces a value is another file, named in the value's row. */
export type BlobFiles = {
  /** Writes the bytes to the disk itself, not only to its cache. @returns the file's name */
  write(bytes: Uint8Array): Promise<string>
  /** Reads at once, so that nobody can remove the file between its row and its bytes. */
  read(name: string): Uint8Array
  remove(name: string): Promise<void>
  /** Removes what a killed process left behind: files no row names, unless young enough to be on their way. */
  sweep(isNamed: (name: string) => boolean): Promise<void>
}

const youngMs = 3_600_000

export function openBlobFiles(folder: string): BlobFiles {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const pathOf = (name: string) => join(folder, name)
  const remove = (name: string) => rm(pathOf(name), { force: true })

  return {
    async write(bytes) {
      const name = randomUUID()
      const file = await open(pathOf(name), 'wx', 0o600)
      try {
        await file.writeFile(bytes)
        await file.sync()
      } finally {
        await file.close()
      }
      syncFolder(folder)
      return name
    },
    read: (name) => readFileSync(pathOf(name)),
    remove,
    async sweep(isNamed) {
      const now = Date.now()
      for (const name of readdirSync(folder)) {
        const age = now - (statSync(pathOf(name), { throwIfNoEntry: false })?.mtimeMs ?? now)
        if (age > youngMs && !isNamed(name)) await remove(name)
      }
    },
  }
}

/** A new file's name is durable once its folder is. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
