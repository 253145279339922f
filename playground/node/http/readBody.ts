import { readBounded } from '@openkey/protocol'
import type { JsonValue } from '@openkey/protocol/siwe'
import * as z from 'zod'
import { NodeError } from '../errors/nodeError.ts'

/** Reads a whole body of at most `maxBytes`, whatever `content-length` says. @throws {NodeError} `body_too_large` */
export async function readBody(request: Request, maxBytes: number): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw new NodeError('body_too_large')
  const body = await readBounded(request.body, maxBytes)
  if (body === undefined) throw new NodeError('body_too_large')
  return body
}

/** Parses a body as JSON and validates it. @throws {NodeError} `request_malformed` */
export function readJson<Value>(
  body: Uint8Array,
  schema: z.ZodType<Value>,
): { readonly json: JsonValue; readonly value: Value } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
    const json: JsonValue = z.json().parse(JSON.parse(text))
    return { json, value: schema.parse(json) }
  } catch (cause) {
    throw new NodeError('request_malformed', 'the body is not the expected JSON', { cause })
  }
}

/** Percent-decodes UTF-8. @returns `undefined` for an invalid escape or invalid UTF-8 */
export function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
