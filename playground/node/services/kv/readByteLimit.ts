import { NodeError } from '../../errors/nodeError.ts'

/** How large an answer may be, in bytes: `x-tinycloud-max-response-bytes`, or without limit. */
export function readByteLimit(headers: Headers): number {
  const text = headers.get('x-tinycloud-max-response-bytes')
  if (text === null) return Number.POSITIVE_INFINITY
  if (!/^[0-9]{1,15}$/.test(text)) throw new NodeError('request_malformed', 'x-tinycloud-max-response-bytes')
  return Number(text)
}
