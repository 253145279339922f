import { dirname, relative, resolve } from 'node:path'
import { repository } from './repository.ts'

/** Names sources as the repository has them, wherever on this machine they are built. */
export function sourcemapPathTransform(source: string, map: string): string {
  return `openkey/${relative(repository, resolve(dirname(map), source))}`
}
