import { readBounded } from '@openkey/protocol'
import { NodeError } from '../errors/nodeError.ts'

/** Reads a whole body, and no more than `maxBytes` of it whatever its length claims to be. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw new NodeError('body_too_large')
  const body = await readBounded(request.body, maxBytes)
  if (body === undefined) throw new NodeError('body_too_large')
  return body
}
