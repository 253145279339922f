import { NodeError } from '../../errors/nodeError.ts'
import { maxBatchKeys, maxBatchResponseBytes } from '../../limits.ts'
import type { KvEntry, KvValue } from '../../storage/kvStore.ts'
import type { Operation } from '../service.ts'
import type { KvRequest } from './createKvService.ts'
import { requireKey } from './requireKey.ts'

/** Answers several keys at once, each with its own outcome. */
export function stageBatch(
  { paths }: KvRequest,
  read: (key: string) => KvValue | KvEntry | undefined,
  maxBytes: number,
): Operation {
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

/** An answer about one value has its length from HTTP; a part of this one has nowhere else to say it. */
function headersOf({ headers, etag, size }: KvEntry): Record<string, string> {
  return { ...headers, etag, 'content-length': String(size) }
}

function dataOf(found: KvValue | KvEntry): { dataBase64?: string } {
  return 'body' in found ? { dataBase64: Buffer.from(found.body).toString('base64') } : {}
}
