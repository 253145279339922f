import { readdir, readFile } from 'node:fs/promises'
import { extname, join, relative, sep } from 'node:path'

export type StaticFile = { readonly bytes: Uint8Array<ArrayBuffer>; readonly contentType: string }

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** Reads every file under `folder` into a map by URL path. Lookups in the map make path traversal impossible. */
export async function readStaticFiles(folder: string): Promise<ReadonlyMap<string, StaticFile>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return new Map(
    await Promise.all(
      files.map(async (file): Promise<[string, StaticFile]> => {
        const path = `/${relative(folder, file).split(sep).join('/')}`
        const contentType = contentTypes[extname(file)] ?? 'application/octet-stream'
        return [path, { bytes: Uint8Array.from(await readFile(file)), contentType }]
      }),
    ),
  )
}
