import { TinyCloudError } from './tinyCloudError.ts'

/** The result of a storage operation. Errors are values, so that callers must handle an expired session. */
export type Result<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly error: TinyCloudError }

/** Converts a thrown {@link TinyCloudError} to a result. Rethrows any other error. */
export async function toResult<Data>(work: () => Promise<Data>): Promise<Result<Data>> {
  try {
    return { ok: true, data: await work() }
  } catch (error) {
    if (error instanceof TinyCloudError) return { ok: false, error }
    throw error
  }
}
