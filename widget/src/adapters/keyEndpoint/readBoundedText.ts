/**
 * Reads a body to its end, unless it is larger than `maxBytes`: nobody decides how much memory this page uses.
 * @throws {RangeError} when it is larger
 */
export async function readBoundedText(response: Response, maxBytes: number): Promise<string> {
  if (response.body === null) return ''
  const reader = response.body.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let length = 0
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    length += chunk.value.byteLength
    if (length > maxBytes) {
      await reader.cancel()
      throw new RangeError('The body is larger than allowed.')
    }
    text += decoder.decode(chunk.value, { stream: true })
  }
  return text + decoder.decode()
}
