import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { keptFile } from './keptFile.ts'

/**
 * The files of a cluster with nothing in it, as a tar. Making one takes seconds and always comes to the same; loading
 * what was made takes a fifth of that. So it is made once, and kept among the packages for the next process.
 */
export const emptyCluster = once(async () => new Blob([new Uint8Array(await keptFile(await keptAt(), makeCluster))]))

/** Another PGlite makes another cluster; the manifest pins which one it is. */
async function keptAt(): Promise<string> {
  const manifest = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  const [, version = ''] = /"@electric-sql\/pglite": "([^"]+)"/.exec(manifest) ?? []
  return fileURLToPath(new URL(`../../node_modules/.cache/openkey/cluster-${version}.tar.gz`, import.meta.url))
}

async function makeCluster(): Promise<Uint8Array> {
  const client = await PGlite.create()
  try {
    return new Uint8Array(await (await client.dumpDataDir('none')).arrayBuffer())
  } finally {
    await client.close()
  }
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => {
    made ??= make()
    return made
  }
}
