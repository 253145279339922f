const initialBytes = 16_384

export type ReadBoundedOptions = {
  /** Maximum size of the body, in bytes. */
  readonly maxBytes: number
  /** Called with a number of bytes before they are taken. Returns false to refuse them. @default accepts any number */
  readonly reserve?: (bytes: number) => boolean
}

/**
 * Reads the body of a request or response into one growing buffer: in a list of chunks, a body that arrives byte by
 * byte would take 200 times its size.
 * @returns `too_large` for a body of more than `maxBytes`, `busy` if memory was refused. The rest is not read then.
 */
export async function readBounded(
  body: ReadableStream<Uint8Array> | null,
  { maxBytes, reserve = () => true }: ReadBoundedOptions,
): Promise<Uint8Array | 'too_large' | 'busy'> {
  let buffer = new Uint8Array()
  let length = 0
  const reader = body?.getReader()
  const refuse = async (reason: 'too_large' | 'busy') => {
    await reader?.cancel()
    return reason
  }
  for (let chunk = await reader?.read(); chunk?.done === false; chunk = await reader?.read()) {
    const end = length + chunk.value.byteLength
    if (end > maxBytes) return refuse('too_large')
    if (end > buffer.length) {
      const capacity = Math.min(maxBytes, Math.max(end, 2 * buffer.length, initialBytes))
      if (!reserve(capacity - buffer.length)) return refuse('busy')
      const grown = new Uint8Array(capacity)
      grown.set(buffer.subarray(0, length))
      buffer = grown
    }
    buffer.set(chunk.value, length)
    length = end
  }
  return buffer.subarray(0, length)
}
