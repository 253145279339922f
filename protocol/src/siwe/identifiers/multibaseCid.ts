import { base58btc } from 'multiformats/bases/base58'

/** Maximum length of a CID; a 64-byte digest has 93 characters. The time to decode base58 grows with its square. */
export const maxCidLength = 128

/**
 * Tests for a CID of version 1 in base58btc with its multibase mark: version, codec, hash function and digest length as
 * varints, then a digest of that length. Reads no more than this shape, since the library's CID class would be a fifth
 * of what a page loads to read a message; and takes no varint that is longer than it need be.
 */
export function isBase58Cid(text: string): boolean {
  const bytes = text.length <= maxCidLength ? decodeBase58(text) : undefined
  if (bytes === undefined) return false
  const [version, afterVersion] = readVarint(bytes, 0)
  const [, afterCodec] = readVarint(bytes, afterVersion)
  const [, afterHash] = readVarint(bytes, afterCodec)
  const [digestLength, start] = readVarint(bytes, afterHash)
  return version === 1 && start + digestLength === bytes.length
}

function decodeBase58(text: string): Uint8Array | undefined {
  try {
    return base58btc.decode(text)
  } catch {
    return undefined
  }
}

/** Unsigned LEB128 of at most 4 bytes. @returns The number and the offset behind it, `NaN` for anything else. */
function readVarint(bytes: Uint8Array, start: number): [value: number, end: number] {
  let value = 0
  for (let index = 0; index < 4; index++) {
    const byte = bytes[start + index] ?? Number.NaN
    value += (byte & 0x7f) << (7 * index)
    if (byte < 0x80) return byte === 0 && index > 0 ? none : [value, start + index + 1]
  }
  return none
}

const none: [number, number] = [Number.NaN, Number.NaN]

/**
 * Tests for the shape of a CID of version 1 in base32. What its digest is of is for the node to check, which has the
 * data.
 */
export function isBase32Cid(text: string): boolean {
  return /^ba[a-z2-7]{16,}$/.test(text) && text.length <= maxCidLength
}
