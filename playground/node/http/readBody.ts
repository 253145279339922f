import { readBounded } from '@openkey/protocol'
import type { JsonValue } from '@openkey/protocol/siwe'
import type * as z from 'zod'
import { isDeepJson } from '../../shared/http/isDeepJson.ts'
import { readPiece } from '../../shared/http/readPiece.ts'
import { NodeError } from '../errors/nodeError.ts'
import { type StagedValue, stageBytes } from '../storage/staging.ts'
import type { RequestMemory } from './requestMemory.ts'
import type { RouteContext } from './routeContext.ts'

/**
 * Reads a whole body of at most `maxBytes`, whatever `content-length` says.
 * @throws {NodeError} `body_too_large`, `memory_exhausted`
 */
export async function readBody(
  request: Request,
  { maxBytes, memory }: { readonly maxBytes: number; readonly memory: Pick<RequestMemory, 'reserve'> },
): Promise<Uint8Array> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw new NodeError('body_too_large')
  const reserve = (bytes: number) => memory.reserve(request, bytes)
  const body = (await readPiece(request, reserve)) ?? (await readBounded(request.body, { maxBytes, reserve }))
  if (body === 'too_large') throw new NodeError('body_too_large')
  if (body === 'busy') throw new NodeError('memory_exhausted')
  return body
}

/**
 * Receives a whole body of at most `maxBytes` as a value to store.
 * @throws {NodeError} `body_too_large`, `memory_exhausted`, `storage_full`
 */
export async function receiveValue(
  request: Request,
  { maxBytes, memory, storage }: Pick<RouteContext, 'memory' | 'storage'> & { readonly maxBytes: number },
): Promise<StagedValue> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) throw new NodeError('body_too_large')
  const reserve = (bytes: number) => memory.reserve(request, bytes)
  const reserveDisk = (bytes: number) => {
    storage.freeSpace.require(bytes)
    return memory.reserveDisk(request, bytes)
  }
  const piece = await readPiece(request, reserve)
  const value =
    piece instanceof Uint8Array
      ? await stageBytes(piece)
      : (piece ?? (await storage.staging.receive(request.body, { maxBytes, reserve, reserveDisk })))
  if (value === 'too_large') throw new NodeError('body_too_large')
  if (value === 'busy') throw new NodeError('memory_exhausted')
  return value
}

/** Parses a body as JSON and validates it. @throws {NodeError} `request_malformed` */
export function readJson<Value>(
  body: Uint8Array,
  schema: z.ZodType<Value>,
): { readonly json: JsonValue; readonly value: Value } {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body)
    if (isDeepJson(text)) throw new SyntaxError('The JSON has too many levels.')
    const json: JsonValue = JSON.parse(text)
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
