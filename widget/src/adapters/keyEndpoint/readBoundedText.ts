import { readBounded } from '@openkey/protocol'

/**
 * Reads the text of a response.
 * @throws {RangeError} for a body of more than `maxBytes`
 */
export async function readBoundedText({ body }: Response, maxBytes: number): Promise<string> {
  const bytes = await readBounded(body, maxBytes)
  if (bytes === undefined) throw new RangeError(`The response is larger than ${maxBytes} bytes.`)
  return new TextDecoder().decode(bytes)
}
