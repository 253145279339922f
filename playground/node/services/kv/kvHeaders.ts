import { NodeError } from '../../errors/nodeError.ts'
import { maxStoredHeaderBytes, maxStoredHeaders } from '../../limits.ts'
import type { Guard, KvEntry } from '../../storage/kvStore.ts'

/**
 * Reads the precondition of a `put` or `del` (RFC 9110, section 13.1): `If-None-Match: *` if no value may exist,
 * `If-Match: "blake3-…"` if the value must be this one. Other preconditions are rejected, because ignoring one could
 * overwrite a value.
 */
export function readPrecondition(headers: Headers): Guard | undefined {
  const ifMatch = headers.get('if-match')
  const ifNoneMatch = headers.get('if-none-match')
  if (ifMatch === null && ifNoneMatch === null) return undefined
  if (ifMatch === null && ifNoneMatch === '*') return requireThat((etag) => etag === undefined)
  if (ifNoneMatch === null && ifMatch !== null && isEtag(ifMatch)) return requireThat((etag) => etag === ifMatch)
  throw new NodeError('request_malformed', 'expected If-None-Match: * or If-Match with one blake3 ETag')
}

function requireThat(holds: (etag: string | undefined) => boolean): Guard {
  return (current) => {
    if (!holds(current?.etag)) throw new NodeError('precondition_failed')
  }
}

/** Returns whether `If-None-Match` of a read names this ETag (RFC 9110, section 13.1.2). */
export function matchesEtag(headers: Headers, etag: string): boolean {
  const known = (headers.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return known.includes('*') || known.includes(etag)
}

function isEtag(text: string): boolean {
  return /^"blake3-[0-9a-f]{64}"$/.test(text)
}

/** Returns the limit from `x-tinycloud-max-response-bytes`, in bytes. @default no limit */
export function readByteLimit(headers: Headers): number {
  const text = headers.get('x-tinycloud-max-response-bytes')
  if (text === null) return Number.POSITIVE_INFINITY
  if (!/^[0-9]{1,15}$/.test(text)) {
    throw new NodeError('request_malformed', 'x-tinycloud-max-response-bytes must be a number of bytes')
  }
  return Number(text)
}

const kept = new Set(['content-type', 'content-encoding', 'content-language', 'content-disposition'])
const metaPrefix = 'x-tinycloud-meta-'

/** Selects the request headers that are stored with a value and returned with it. */
export function storedHeaders(headers: Headers): Readonly<Record<string, string>> {
  const entries = [...headers].filter(([name]) => kept.has(name) || name.startsWith(metaPrefix))
  const bytes = entries.reduce((sum, [name, value]) => sum + name.length + value.length, 0)
  if (entries.length > maxStoredHeaders || bytes > maxStoredHeaderBytes) {
    throw new NodeError('request_malformed', 'too many or too long headers to store')
  }
  return Object.fromEntries(entries)
}

/** Returns the headers of a response about one value. `nosniff`, because its author chose the content type. */
export function entryHeaders({ etag, headers }: KvEntry): Record<string, string> {
  return { ...headers, etag, 'cache-control': 'private, no-cache', 'x-content-type-options': 'nosniff' }
}
