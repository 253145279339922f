import { NodeError } from '../../errors/nodeError.ts'
import { maxStoredHeaderBytes, maxStoredHeaders } from '../../limits.ts'

const kept = new Set(['content-type', 'content-encoding', 'content-language', 'content-disposition'])
const metaPrefix = 'x-tinycloud-meta-'

/** The headers of a request that are stored with its value and come back with it; all others are dropped. */
export function storedHeaders(headers: Headers): Readonly<Record<string, string>> {
  const entries = [...headers].filter(([name]) => kept.has(name) || name.startsWith(metaPrefix))
  const bytes = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  if (entries.length > maxStoredHeaders || bytes > maxStoredHeaderBytes) {
    throw new NodeError('request_malformed', 'too many headers to store')
  }
  return Object.fromEntries(entries)
}
