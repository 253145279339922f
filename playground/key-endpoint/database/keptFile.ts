import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { constants, gunzip, gzip } from 'node:zlib'

/**
 * What `make` makes, kept compressed in a file for whoever asks next, in this process or another. The file is there whole
 * or not at all, whoever else writes it at this moment; where nothing can be written, nothing is kept.
 */
export async function keptFile(file: string, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const kept = await readFile(file)
    .then((bytes) => promisify(gunzip)(bytes))
    .catch(() => undefined)
  if (kept) return kept
  const made = await make()
  await keep(file, made).catch(() => undefined)
  return made
}

async function keep(file: string, bytes: Uint8Array): Promise<void> {
  const draft = `${file}.${randomUUID()}`
  await mkdir(dirname(file), { recursive: true })
  await writeFile(draft, await promisify(gzip)(bytes, { level: constants.Z_BEST_SPEED }))
  await rename(draft, file)
}
