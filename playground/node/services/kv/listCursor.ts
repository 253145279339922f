import { NodeError } from '../../errors/nodeError.ts'
import { maxKeyBytes } from '../../limits.ts'

/** Where a list goes on: the last key it gave, in base64url, so that it travels in a header. */
export function writeListCursor(key: string): string {
  return Buffer.from(key).toString('base64url')
}

/** @throws {NodeError} for anything {@link writeListCursor} could not have written */
export function readListCursor(text: string): string {
  const key = Buffer.from(text, 'base64url').toString('latin1')
  if (key.length > maxKeyBytes || writeListCursor(key) !== text) throw new NodeError('request_malformed', 'cursor')
  return key
}
