import type { WireError } from './errors/wireErrorSchema.ts'

/** What every method answers: a value, or an error that is data. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: WireError }
