const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export function encodeUtf8(text: string): Uint8Array {
  return encoder.encode(text)
}

/**
 * @returns `undefined` for bytes that are not UTF-8; a byte order mark is kept, so that encoding is the exact inverse.
 */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}

/**
 * Compares strings by their UTF-8 bytes, as Rust's maps do. This equals code point order. JavaScript's own order, by
 * UTF-16 code units, differs outside the basic plane. Stops at the first difference and does not encode, because
 * sorting calls it often.
 */
export function compareBytewise(left: string, right: string): number {
  const shared = Math.min(left.length, right.length)
  let index = 0
  while (index < shared && left.charCodeAt(index) === right.charCodeAt(index)) index++
  return (left.codePointAt(index) ?? -1) - (right.codePointAt(index) ?? -1)
}
