import { NodeError } from '../../errors/nodeError.ts'
import { maxBatchKeys, maxBatchResponseBytes, maxUncountedBytes } from '../../limits.ts'
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
  return async () => {
    const value = await kv.get(space, key)
    if (value === undefined) throw new NodeError('key_not_found', key)
    const isKnown = matchesEtag(headers, value.etag)
    if (isKnown || value.size > maxBytes) await discard(value)
    if (isKnown) return new Response(null, { status: 304, headers: entryHeaders(value) })
    if (value.size > maxBytes) throw new NodeError('response_too_large')
    const { body, size } = value
    // A larger value in memory is sent in pieces, and its length is set there.
    const isWhole = body instanceof ReadableStream || size <= maxUncountedBytes
    const length = isWhole ? { 'content-length': String(size) } : {}
    const sent = body instanceof Uint8Array ? Uint8Array.from(body) : body
    return new Response(sent, { headers: { ...entryHeaders(value), ...length } })
  }
}

/** Prepares `metadata`: the headers of one value, or of 2 to 100 values as JSON. */
export function prepareMetadata(request: KvRequest): Execute {
  const { kv, space, paths, headers } = request
  if (paths.length > 1) {
    return prepareBatch(request, (key) => kv.head(space, key), readByteLimit(headers))
  }
  const key = requireKey(paths[0] ?? '')
  return async () => {
    const entry = await kv.head(space, key)
    if (entry === undefined) throw new NodeError('key_not_found', key)
    return new Response(null, { headers: entryHeaders(entry) })
  }
}

/** Prepares a read of several keys, each with its own result. */
function prepareBatch(
  { paths }: KvRequest,
  read: (key: string) => Promise<KvValue | KvEntry | undefined>,
  maxBytes: number,
): Execute {
  if (paths.length > maxBatchKeys) throw new NodeError('request_malformed', `more than ${maxBatchKeys} keys`)
  const keys = paths.map(requireKey)
  const limit = Math.min(maxBytes, maxBatchResponseBytes)
  return async () => {
    let bytes = 0
    const results = []
    for (const key of keys) {
      const found = await read(key)
      if (found === undefined) {
        results.push({ key, ok: false, error: { code: 'KV_NOT_FOUND', message: `No Such Key: ${key}` } })
        continue
      }
      bytes += 'body' in found ? found.size : 0
      if (bytes > limit) {
        await discard(found)
        throw new NodeError('response_too_large')
      }
      results.push({ key, ok: true, ...(await dataOf(found)), headers: headersOf(found) })
    }
    return Response.json({ results })
  }
}

/** In a response about one value, HTTP adds the length. In a batch each entry needs its own. */
function headersOf({ headers, etag, size }: KvEntry): Record<string, string> {
  return { ...headers, etag, 'content-length': String(size) }
}

async function dataOf(found: KvValue | KvEntry): Promise<{ dataBase64?: string }> {
  if (!('body' in found)) return {}
  const { body } = found
  const bytes = body instanceof Uint8Array ? body : await new Response(body).arrayBuffer()
  return { dataBase64: Buffer.from(bytes as ArrayBuffer).toString('base64') }
}

/** Closes the file of a value that is not read. */
async function discard(found: KvValue | KvEntry): Promise<void> {
  if ('body' in found && found.body instanceof ReadableStream) await found.body.cancel()
}
