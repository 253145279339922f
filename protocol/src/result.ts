import * as z from 'zod/mini'
import { type WireError, wireErrorSchema } from './errors/errorWire.ts'

/** What every method answers: a value, or an error that is data. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: WireError }

/** Schema of the {@link Result} of one method. Exactly one of `value` and `error` is present, and it agrees with `ok`. */
export function resultSchema<Value extends z.ZodMiniType>(value: Value) {
  return z
    .strictObject({ ok: z.literal([true, false]), value: z.optional(value), error: z.optional(wireErrorSchema) })
    .check(z.refine((result) => 'value' in result === result.ok && 'error' in result !== result.ok))
}
