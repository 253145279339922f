import { readBoundedText } from './readBoundedText.ts'

/** What a refusal of the key endpoint calls itself. Read from a copy, so that the answer stays whole. */
export async function readErrorCode(answer: Response): Promise<unknown> {
  try {
    const body: unknown = JSON.parse(await readBoundedText(answer.clone(), 4_096))
    return typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
  } catch {
    return undefined
  }
}
