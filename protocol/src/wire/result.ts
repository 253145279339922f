import * as z from 'zod/mini'
import type { WireError } from '../errors/wireError.ts'
import { wireErrorSchema } from '../errors/wireErrorSchema.ts'

/** The result of a method: a value, or an error as data. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: WireError }

export const failureSchema = z.strictObject({ ok: z.literal(false), error: wireErrorSchema })

/** Schema of the {@link Result} of one method. */
export function resultSchema<Value extends z.ZodMiniType>(value: Value) {
  return z.union([z.strictObject({ ok: z.literal(true), value }), failureSchema])
}

/** Schema of the {@link Result} of a method without a value. */
export const doneSchema = resultSchema(z.literal(null))
