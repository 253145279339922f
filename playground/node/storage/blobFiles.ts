import { randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Large values, one immutable file each. A replaced value gets a new file, which the value's row names. */
export type BlobFiles = {
  /** Writes a file and syncs it to disk. @returns the name of the file */
  write(bytes: Uint8Array): Promise<string>
  /** Reads synchronously, so that the file cannot be removed after its row was read. */
  read(name: string): Uint8Array
  remove(name: string): Promise<void>
  /** Removes files that no row names, which a killed process left behind. Keeps files younger than an hour. */
  sweep(isNamed: (name: string) => boolean): Promise<void>
}

const youngMs = 3_600_000

/** Opens a folder of large values and creates it if missing. */
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

/** Syncs the folder, without which the name of a new file is not durable. */
function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  fsyncSync(handle)
  closeSync(handle)
}
