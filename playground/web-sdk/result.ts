import { TinyCloudError } from './tinyCloudError.ts'

/** What a storage operation answers: a value, or an error that is data, so that an expired session cannot be overlooked. */
export type Result<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly error: TinyCloudError }

/** Turns a thrown {@link TinyCloudError} into a value. Anything else is a bug and keeps being thrown. */
export async function settle<Data>(work: () => Promise<Data>): Promise<Result<Data>> {
  try {
    return { ok: true, data: await work() }
  } catch (error) {
    if (error instanceof TinyCloudError) return { ok: false, error }
    throw error
  }
}
