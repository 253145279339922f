import type { Context } from 'hono'
import type * as z from 'zod'
import { HttpError } from './httpError.ts'

/**
 * Reads a JSON body of at most 256 KiB and checks its shape.
 * @throws {HttpError} 400 naming the field at fault, 413 for a larger body
 */
export async function readBody<Schema extends z.ZodType>(context: Context, schema: Schema): Promise<z.output<Schema>> {
  return checkBody(await readText(context), schema)
}

/** Like `readBody`, but an absent body is read as `{}`. */
export async function readOptionalBody<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  return checkBody((await readText(context)) || '{}', schema)
}

/** A SIWE message of 32 KiB whose characters are all escaped in JSON still fits. */
const maxBodyBytes = 262_144

/** Reads on until it is too much, whether or not the request says how long its body is. */
async function readText(context: Context): Promise<string> {
  const tooLarge = new HttpError(413, 'Request body too large')
  if (Number(context.req.header('content-length') ?? 0) > maxBodyBytes) throw tooLarge
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of context.req.raw.body ?? []) {
    bytes += chunk.byteLength
    if (bytes > maxBodyBytes) throw tooLarge
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

function checkBody<Schema extends z.ZodType>(text: string, schema: Schema): z.output<Schema> {
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
