import { readBounded } from '@openkey/protocol'
import type { Context } from 'hono'
import * as z from 'zod'
import { isDeepJson } from '../../shared/http/isDeepJson.ts'
import { readPiece } from '../../shared/http/readPiece.ts'
import { HttpError } from './httpError.ts'

/** A request field with an origin, as a browser serialises it. */
export const originField = z
  .string()
  .max(512)
  .refine((text) => URL.canParse(text) && new URL(text).origin === text)

/**
 * Reads a JSON body of at most 256 KiB and validates it.
 * @throws {HttpError} 400 naming the invalid field, 413 for a larger body, 503 while other bodies take all memory
 */
export async function readBody<Schema extends z.ZodType>(context: Context, schema: Schema): Promise<z.output<Schema>> {
  return parseBody(await readText(context), schema)
}

/** Like {@link readBody}, but reads an absent body as `{}`. */
export async function readOptionalBody<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  return parseBody((await readText(context)) || '{}', schema)
}

/**
 * Reads a form (`application/x-www-form-urlencoded`), as OAuth clients send it, and validates it.
 * @throws {HttpError} 400 `invalid_request` naming the invalid field, also if one occurs twice; 413 for a larger body
 */
export async function readForm<Schema extends z.ZodType>(context: Context, schema: Schema): Promise<z.output<Schema>> {
  const isForm = /^application\/x-www-form-urlencoded(?:$|;)/i.test(context.req.header('content-type') ?? '')
  if (isForm) return parseForm(await readText(context), schema)
  throw malformedForm('The body must be application/x-www-form-urlencoded')
}

/** Fits a SIWE message of 32 KiB in which JSON escapes every character. */
export const maxBodyBytes = 262_144

async function readText(context: Context): Promise<string> {
  const declaredBytes = Number(context.req.header('content-length') ?? Number.NaN)
  if (declaredBytes > maxBodyBytes) throw tooLarge()
  const reserve = context.get('reserveMemory') ?? (() => true)
  const { raw } = context.req
  const body = (await readPiece(raw, reserve)) ?? (await readBounded(raw.body, { maxBytes: maxBodyBytes, reserve }))
  if (body === 'too_large') throw tooLarge()
  if (body === 'busy') throw new HttpError(503, 'Too many requests are in progress', { retryAfterSeconds: 1 })
  return Buffer.from(body).toString()
}

function tooLarge(): HttpError {
  return new HttpError(413, 'Request body too large')
}

/** Parses and validates the text of a body. @throws {HttpError} 400 naming the invalid field */
export function parseBody<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(parseJson(text))
  if (result.success) return result.data
  const field = result.error.issues[0]?.path.join('.') || 'body'
  throw new HttpError(400, `Field "${field}" is missing or malformed`, { field })
}

/** Parses and validates the text of a form. @throws {HttpError} 400 `invalid_request` naming the invalid field */
export function parseForm<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> {
  const fields = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text)) {
    if (fields.has(name)) throw malformedForm(`Field "${name.slice(0, 64)}" occurs twice`, name.slice(0, 64))
    fields.set(name, value)
  }
  const result = schema.safeParse(Object.fromEntries(fields))
  if (result.success) return result.data
  const field = result.error.issues[0]?.path.join('.') ?? 'body'
  throw malformedForm(`Field "${field}" is missing or malformed`, field)
}

function malformedForm(description: string, field?: string): HttpError {
  return new HttpError(400, 'invalid_request', { description, ...(field !== undefined && { field }) })
}

function parseJson(text: string): unknown {
  if (isDeepJson(text)) throw new HttpError(400, 'The body is nested too deeply', { field: 'body' })
  try {
    return JSON.parse(text)
  } catch {
    throw new HttpError(400, 'The body is not JSON', { field: 'body' })
  }
}
