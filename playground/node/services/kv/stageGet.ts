import { NodeError } from '../../errors/nodeError.ts'
import type { Operation } from '../service.ts'
import type { KvRequest } from './createKvService.ts'
import { entryHeaders } from './entryHeaders.ts'
import { matchesEtag } from './matchesEtag.ts'
import { readByteLimit } from './readByteLimit.ts'
import { requireKey } from './requireKey.ts'
import { stageBatch } from './stageBatch.ts'

/** `get`: one value, or 2 to 100 of them as JSON. */
export function stageGet(request: KvRequest): Operation {
  const { kv, space, paths, headers } = request
  const maxBytes = readByteLimit(headers)
  if (paths.length > 1) {
    return stageBatch(request, (key) => kv.get(space, key), maxBytes)
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
