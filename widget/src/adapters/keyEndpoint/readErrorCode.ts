import { readBoundedText } from './readBoundedText.ts'

/** Reads the error code of a response from a copy, so that the body stays readable. */
export async function readErrorCode(answer: Response): Promise<unknown> {
  try {
    const body: unknown = JSON.parse(await readBoundedText(answer.clone(), 4_096))
    return typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
  } catch {
    return undefined
  }
}
