import { NodeError } from '../../errors/nodeError.ts'
import type { Operation } from '../service.ts'
import type { KvRequest } from './createKvService.ts'
import { readPrecondition } from './precondition.ts'
import { requireKey } from './requireKey.ts'

/** `del`: removes one value. */
export function stageDelete({ kv, space, paths: [path = '', ...others], headers }: KvRequest): Operation {
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
