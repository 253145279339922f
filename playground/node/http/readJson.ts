import type { JsonValue } from '@openkey/protocol/siwe'
import * as z from 'zod'
import { NodeError } from '../errors/nodeError.ts'

/** Reads a body as JSON, and as what a schema expects. @throws {NodeError} `request_malformed` */
export function readJson<Value>(
  body: Uint8Array,
  schema: z.ZodType<Value>,
): { readonly json: JsonValue; readonly value: Value } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
    const json: JsonValue = z.json().parse(JSON.parse(text))
    return { json, value: schema.parse(json) }
  } catch (cause) {
    throw new NodeError('request_malformed', 'not the JSON that is wanted here', { cause })
  }
}
