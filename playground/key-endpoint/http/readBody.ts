import { readBounded } from '@openkey/protocol'
import type { Context } from 'hono'
import * as z from 'zod'
import { HttpError } from './httpError.ts'

/** A request field with an origin, as a browser serialises it. */
export const originField = z
  .string()
  .max(512)
  .refine((text) => URL.canParse(text) && new URL(text).origin === text)

/**
 * Reads a JSON body of at most 256 KiB and validates it.
 * @throws {HttpError} 400 naming the invalid field, 413 for a larger body
 */
export async function readBody<Schema extends z.ZodType>(context: Context, schema: Schema): Promise<z.output<Schema>> {
  return validate(await readText(context), schema)
}

/** Like {@link readBody}, but reads an absent body as `{}`. */
export async function readOptionalBody<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  return validate((await readText(context)) || '{}', schema)
}

/** Fits a SIWE message of 32 KiB in which JSON escapes every character. */
const maxBodyBytes = 262_144

async function readText(context: Context): Promise<string> {
  const tooLarge = new HttpError(413, 'Request body too large')
  if (Number(context.req.header('content-length') ?? 0) > maxBodyBytes) throw tooLarge
  const body = await readBounded(context.req.raw.body, maxBodyBytes)
  if (body === undefined) throw tooLarge
  return Buffer.from(body).toString()
}

function validate<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> {
  const result = schema.safeParse(parseJson(text))
  if (result.success) return result.data
  const field = result.error.issues[0]?.path.join('.') || 'body'
  throw new HttpError(400, `Field "${field}" is missing or malformed`, { field })
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new HttpError(400, 'The body is not JSON', { field: 'body' })
  }
}
