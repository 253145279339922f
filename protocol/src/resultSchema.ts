import * as z from 'zod/mini'
import { wireErrorSchema } from './errors/wireErrorSchema.ts'

export const failureSchema = z.strictObject({ ok: z.literal(false), error: wireErrorSchema })

/** Schema of the `Result` of one method. */
export function resultSchema<Value extends z.ZodMiniType>(value: Value) {
  return z.union([z.strictObject({ ok: z.literal(true), value }), failureSchema])
}

/** Of a method that only has to succeed. */
export const doneSchema = resultSchema(z.literal(null))
