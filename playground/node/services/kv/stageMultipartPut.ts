import { NodeError } from '../../errors/nodeError.ts'
import { decodePercent } from '../../http/decodePercent.ts'
import type { KvWrite } from '../../storage/kvStore.ts'
import type { Operation } from '../service.ts'
import type { KvRequest } from './createKvService.ts'
import { etagOf } from './etag.ts'
import { type Part, parseMultipart } from './parseMultipart.ts'
import { requireKey } from './requireKey.ts'
import { storedHeaders } from './storedHeaders.ts'

/** Several values in one request: a part for each capability, named by its percent-encoded path. All are written or none. */
export async function stageMultipartPut({ kv, space, paths, headers, readBody }: KvRequest): Promise<Operation> {
  const parts = parseMultipart(headers.get('content-type') ?? '', await readBody())
  const writes = parts.map(toWrite)
  const keys = writes.map(({ key }) => key)
  const isComplete = keys.length === paths.length && paths.every((path) => keys.includes(path))
  if (!isComplete) throw new NodeError('request_malformed', 'one part for each capability')
  return async () => {
    await kv.put(space, writes)
    return Response.json({ written: keys, count: keys.length })
  }
}

function toWrite({ name, headers, body }: Part): KvWrite {
  const path = decodePercent(name)
  if (path === undefined) throw new NodeError('request_malformed', 'part name')
  return { key: requireKey(path), etag: etagOf(body), headers: storedHeaders(headers), body }
}
