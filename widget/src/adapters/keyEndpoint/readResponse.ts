import { readBounded } from '@openkey/protocol'

/**
 * Reads the text of a response.
 * @throws {RangeError} for a body of more than `maxBytes`
 */
export async function readBoundedText({ body }: Response, maxBytes: number): Promise<string> {
  const bytes = await readBounded(body, { maxBytes })
  if (typeof bytes === 'string') throw new RangeError(`The response is larger than ${maxBytes} bytes.`)
  return new TextDecoder().decode(bytes)
}

/** Reads the error code of a response from a copy, so that the body stays readable. */
export async function readErrorCode(answer: Response): Promise<unknown> {
  try {
    const body: unknown = JSON.parse(await readBoundedText(answer.clone(), 4_096))
    return typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
  } catch {
    return undefined
  }
}
