import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { constants, gunzip, gzip } from 'node:zlib'
import { PGlite } from '@electric-sql/pglite'

/**
 * A tar archive of an empty PostgreSQL cluster, from which new databases start. Initialising a cluster takes
 * seconds and yields identical files every time; loading the archive takes a fifth of that. The archive is created once
 * and cached in `node_modules/.cache` for later processes.
 */
export const clusterTemplate = once(
  async () => new Blob([new Uint8Array(await cachedFile(await cachePath(), createCluster))]),
)

/** The path contains the pinned version of PGlite, because another version creates another cluster. */
async function cachePath(): Promise<string> {
  const manifest = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  const [, version = ''] = /"@electric-sql\/pglite": "([^"]+)"/.exec(manifest) ?? []
  return fileURLToPath(new URL(`../../node_modules/.cache/openkey/cluster-${version}.tar.gz`, import.meta.url))
}

async function createCluster(): Promise<Uint8Array> {
  const client = await PGlite.create()
  try {
    return new Uint8Array(await (await client.dumpDataDir('none')).arrayBuffer())
  } finally {
    await client.close()
  }
}

function once<Value>(create: () => Promise<Value>): () => Promise<Value> {
  let created: Promise<Value> | undefined
  return () => {
    created ??= create()
    return created
  }
}

/**
 * Reads a compressed cache file, or creates its content and writes the file. Writing is atomic, so that processes may
 * run this at the same time. If the file cannot be written, the content is returned uncached.
 */
export async function cachedFile(file: string, create: () => Promise<Uint8Array>): Promise<Uint8Array> {
  const cached = await readFile(file)
    .then((bytes) => promisify(gunzip)(bytes))
    .catch(() => undefined)
  if (cached) return cached
  const created = await create()
  await writeAtomically(file, created).catch(() => undefined)
  return created
}

async function writeAtomically(file: string, bytes: Uint8Array): Promise<void> {
  const draft = `${file}.${randomUUID()}`
  await mkdir(dirname(file), { recursive: true })
  await writeFile(draft, await promisify(gzip)(bytes, { level: constants.Z_BEST_SPEED }))
  await rename(draft, file)
}
