import { NodeError } from '../../errors/nodeError.ts'
import type { Operation } from '../service.ts'
import type { KvRequest } from './createKvService.ts'
import { etagOf } from './etag.ts'
import { readPrecondition } from './precondition.ts'
import { requireKey } from './requireKey.ts'
import { stageMultipartPut } from './stageMultipartPut.ts'
import { storedHeaders } from './storedHeaders.ts'

/** `put`: the body is the value; several values come as the parts of one `multipart/form-data` body. */
export async function stagePut(request: KvRequest): Promise<Operation> {
  const { kv, space, paths, headers, readBody } = request
  const guard = readPrecondition(headers)
  if (paths.length > 1) {
    if (guard) throw new NodeError('request_malformed', 'precondition on several keys')
    return stageMultipartPut(request)
  }
  const key = requireKey(paths[0] ?? '')
  const stored = storedHeaders(headers)
  const body = await readBody()
  const etag = etagOf(body)
  return async () => {
    await kv.put(space, [{ key, etag, headers: stored, body }], guard)
    return new Response(null, { status: 200, headers: { etag } })
  }
}
