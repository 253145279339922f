import { NodeError } from '../../errors/nodeError.ts'
import type { Operation } from '../service.ts'
import type { KvRequest } from './createKvService.ts'
import { entryHeaders } from './entryHeaders.ts'
import { readByteLimit } from './readByteLimit.ts'
import { requireKey } from './requireKey.ts'
import { stageBatch } from './stageBatch.ts'

/** `metadata`: the headers of one value, or of 2 to 100 of them as JSON. */
export function stageMetadata(request: KvRequest): Operation {
  const { kv, space, paths, headers } = request
  if (paths.length > 1) {
    return stageBatch(request, (key) => kv.head(space, key), readByteLimit(headers))
  }
  const key = requireKey(paths[0] ?? '')
  return () => {
    const entry = kv.head(space, key)
    if (entry === undefined) throw new NodeError('key_not_found', key)
    return new Response(null, { headers: entryHeaders(entry) })
  }
}
