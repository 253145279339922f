import { NodeError } from '../../errors/nodeError.ts'
import { maxListKeys } from '../../limits.ts'
import type { Operation } from '../service.ts'
import type { KvRequest } from './createKvService.ts'
import { readListCursor, writeListCursor } from './listCursor.ts'
import { listRange } from './listRange.ts'

/** `list`: the keys that begin with a path, in the order of their bytes, page by page. */
export function stageList({ kv, space, capabilities: [capability, ...others], headers }: KvRequest): Operation {
  if (capability === undefined || others.length > 0) throw new NodeError('not_implemented')
  const limit = readLimit(headers.get('x-tinycloud-limit'))
  const cursor = headers.get('x-tinycloud-cursor')
  const after = cursor === null ? '' : readListCursor(cursor)
  return ({ held }) => {
    const found = kv.list(space, listRange(capability, held), { after, limit: limit + 1 })
    const keys = found.slice(0, limit)
    const last = keys.at(-1)
    const isTruncated = found.length > keys.length && last !== undefined
    return Response.json(keys, {
      headers: {
        'x-tinycloud-truncated': String(isTruncated),
        ...(isTruncated && { 'x-tinycloud-next-cursor': writeListCursor(last) }),
      },
    })
  }
}

function readLimit(text: string | null): number {
  if (text === null) return maxListKeys
  const limit = /^[0-9]{1,4}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > maxListKeys) throw new NodeError('request_malformed', 'x-tinycloud-limit')
  return limit
}
