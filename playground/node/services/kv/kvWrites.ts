import { NodeError } from '../../errors/nodeError.ts'
import { decodePercent } from '../../http/readBody.ts'
import { etagOf } from '../../storage/etag.ts'
import type { KvWrite } from '../../storage/kvStore.ts'
import type { Execute } from '../service.ts'
import { readPrecondition, storedHeaders } from './kvHeaders.ts'
import { type KvRequest, requireKey } from './kvRequest.ts'
import { type Part, parseMultipart } from './parseMultipart.ts'

/** Prepares `put`: the body is the value, or a `multipart/form-data` body holds several. */
export async function preparePut(request: KvRequest): Promise<Execute> {
  const { kv, space, paths, headers, receiveValue } = request
  const guard = readPrecondition(headers)
  if (paths.length > 1) {
    if (guard) throw new NodeError('request_malformed', 'a precondition applies to one key only')
    return prepareMultipartPut(request)
  }
  const key = requireKey(paths[0] ?? '')
  const stored = storedHeaders(headers)
  const { etag, size, content } = await receiveValue()
  return async () => {
    await kv.put(space, [{ key, etag, size, headers: stored, content }], guard)
    return new Response(null, { status: 200, headers: { etag } })
  }
}

/** Writes all values of a multipart body or none. Each capability needs one part, named by its percent-encoded path. */
async function prepareMultipartPut({ kv, space, paths, headers, readBody }: KvRequest): Promise<Execute> {
  const maxParts = paths.length
  const parts = parseMultipart(headers.get('content-type') ?? '', await readBody(), { maxParts })
  const keys = parts.map(keyOf)
  const isComplete = keys.length === paths.length && paths.every((path) => keys.includes(path))
  if (!isComplete) throw new NodeError('request_malformed', 'expected one multipart part for each capability')
  const writes: KvWrite[] = []
  for (const part of parts) writes.push(await toWrite(part))
  return async () => {
    await kv.put(space, writes)
    return Response.json({ written: keys, count: keys.length })
  }
}

function keyOf({ name }: Part): string {
  const path = decodePercent(name)
  if (path === undefined) throw new NodeError('request_malformed', 'invalid name of a multipart part')
  return requireKey(path)
}

async function toWrite(part: Part): Promise<KvWrite> {
  const { headers, body } = part
  return {
    key: keyOf(part),
    etag: await etagOf(body),
    size: body.length,
    headers: storedHeaders(headers),
    content: body,
  }
}

/** Prepares `del`: removes one value. */
export function prepareDelete({ kv, space, paths: [path = '', ...others], headers }: KvRequest): Execute {
  if (others.length > 0) throw new NodeError('not_implemented')
  const key = requireKey(path)
  const guard = readPrecondition(headers)
  return async () => {
    await kv.remove(space, key, (current) => {
      guard?.(current)
      if (current === undefined) throw new NodeError('key_not_found', key)
    })
    return new Response(null, { status: 200 })
  }
}
