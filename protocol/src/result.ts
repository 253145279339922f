import type { WireError } from './errors/wireError.ts'

/** What every method answers: a value, or an error that is data. */
export type Result<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly error: WireError }
