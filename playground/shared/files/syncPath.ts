import { closeSync, fsyncSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** Syncs a file or folder to disk. Without the sync of its folder, the name of a new file is not durable. */
export function syncPath(path: string): void {
  const handle = openSync(path, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** Syncs a folder with everything in it. */
export function syncTree(folder: string, sync: (path: string) => void = syncPath): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) syncTree(path, sync)
    else if (entry.isFile()) sync(path)
  }
  sync(folder)
}
