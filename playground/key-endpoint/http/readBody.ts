import type { Context } from 'hono'
import type * as z from 'zod'
import { HttpError } from './httpError.ts'

/**
 * Reads a JSON body and checks its shape. Its size is bounded before this, by `limitBody`.
 * @throws {HttpError} 400 naming the field at fault
 */
export async function readBody<Schema extends z.ZodType>(context: Context, schema: Schema): Promise<z.output<Schema>> {
  return checkBody(await context.req.text(), schema)
}

/** Like `readBody`, where no body at all stands for `{}`. */
export async function readOptionalBody<Schema extends z.ZodType>(
  context: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  return checkBody((await context.req.text()) || '{}', schema)
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
