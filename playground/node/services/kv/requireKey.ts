import { NodeError } from '../../errors/nodeError.ts'
import { maxKeyBytes } from '../../limits.ts'

/** A path that can name a value. Resources are ASCII, so its length is its size. */
export function requireKey(path: string): string {
  if (path === '' || path.length > maxKeyBytes) throw new NodeError('request_malformed', 'key')
  return path
}
