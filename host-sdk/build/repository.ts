import { dirname, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Root folder of this repository, ending in a slash. */
export const repository = fileURLToPath(new URL('../..', import.meta.url))

/** Names a source in a source map by its path in this repository, so that a build is the same on each machine. */
export function sourcemapPathTransform(source: string, map: string): string {
  return `openkey/${relative(repository, resolve(dirname(map), source))}`
}
