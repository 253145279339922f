import { readdirSync, statSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'

/** A younger file may belong to a request in progress. */
const youngMs = 3_600_000

/** Removes the files of a folder that are older than an hour, which a killed process left behind. */
export async function removeOldFiles(folder: string, isKept: (name: string) => boolean = () => false): Promise<void> {
  const now = Date.now()
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (!entry.isFile() || isKept(entry.name)) continue
    const path = join(folder, entry.name)
    const age = now - (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now)
    if (age > youngMs) await rm(path, { force: true })
  }
}
