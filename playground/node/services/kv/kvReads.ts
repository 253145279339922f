import { NodeError } from '../../errors/nodeError.ts'
import { maxBatchKeys, maxBatchResponseBytes } from '../../limits.ts'
import type { KvEntry, KvValue } from '../../storage/kvStore.ts'
import type { Execute } from '../service.ts'
import { entryHeaders, matchesEtag, readByteLimit } from './kvHeaders.ts'
import { type KvRequest, requireKey } from './kvRequest.ts'

/** Prepares `get`: one value, or 2 to 100 values as JSON. */
export function prepareGet(request: KvRequest): Execute {
  const { kv, space, paths, headers } = request
  const maxBytes = readByteLimit(headers)
  if (paths.length > 1) {
    return prepareBatch(request, (key) => kv.get(space, key), maxBytes)
  }
  const key = requireKey(paths[0] ?? '')
  return () => {
    const value = kv.get(space, key)
    if (value === undefined) throw new NodeError('key_not_found', key)
    if (matchesEtag(headers, value.etag)) return new Response(null, { status: 304, headers: entryHeaders(value) })
    if (value.size > maxBytes) throw new NodeError('response_too_large')
    return new Response(Uint8Array.from(value.body), { headers: entryHeaders(value) })
  }
}

/** Prepares `metadata`: the headers of one value, or of 2 to 100 values as JSON. */
export function prepareMetadata(request: KvRequest): Execute {
  const { kv, space, paths, headers } = request
  if (paths.length > 1) {
    return prepareBatch(request, (key) => kv.head(space, key), readByteLimit(headers))
  }
  const key = requireKey(paths[0] ?? '')
  return () => {
    const entry = kv.head(space, key)
    if (entry === undefined) throw new NodeError('key_not_found', key)
    return new Response(null, { headers: entryHeaders(entry) })
  }
}

/** Prepares a read of several keys, each with its own result. */
function prepareBatch(
  { paths }: KvRequest,
  read: (key: string) => KvValue | KvEntry | undefined,
  maxBytes: number,
): Execute {
  if (paths.length > maxBatchKeys) throw new NodeError('request_malformed', `more than ${maxBatchKeys} keys`)
  const keys = paths.map(requireKey)
  const limit = Math.min(maxBytes, maxBatchResponseBytes)
  return () => {
    let bytes = 0
    const results = keys.map((key) => {
      const found = read(key)
      if (found === undefined)
        return { key, ok: false, error: { code: 'KV_NOT_FOUND', message: `No Such Key: ${key}` } }
      bytes += 'body' in found ? found.size : 0
      if (bytes > limit) throw new NodeError('response_too_large')
      return { key, ok: true, ...dataOf(found), headers: headersOf(found) }
    })
    return Response.json({ results })
  }
}

/** In a response about one value, HTTP adds the length. In a batch each entry needs its own. */
function headersOf({ headers, etag, size }: KvEntry): Record<string, string> {
  return { ...headers, etag, 'content-length': String(size) }
}

function dataOf(found: KvValue | KvEntry): { dataBase64?: string } {
  return 'body' in found ? { dataBase64: Buffer.from(found.body).toString('base64') } : {}
}
