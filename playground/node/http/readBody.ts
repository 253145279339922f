import { NodeError } from '../errors/nodeError.ts'

/** Reads a whole body, and no more than `maxBytes` of it whatever its length claims to be. */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw new NodeError('body_too_large')
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > maxBytes) throw new NodeError('body_too_large')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
