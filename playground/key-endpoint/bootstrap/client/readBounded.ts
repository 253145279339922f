import { NodeCallError } from './nodeCallError.ts'

/**
 * The text of an answer.
 * @throws {NodeCallError} `too_large` before more than `maxBytes` are in memory; `malformed` for bytes that are no UTF-8
 */
export async function readBounded({ body }: Response, maxBytes: number): Promise<string> {
  if (body === null) return ''
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let length = 0
  let text = ''
  try {
    for await (const chunk of body) {
      length += chunk.byteLength
      if (length > maxBytes) throw new NodeCallError('too_large')
      text += decoder.decode(chunk, { stream: true })
    }
    return text + decoder.decode()
  } catch (error) {
    throw error instanceof TypeError && 'code' in error && error.code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
      ? new NodeCallError('malformed', { cause: error })
      : error
  }
}
