/** A value in a delegation. Maps are objects, whose keys are written in DAG-CBOR order. */
export type CborValue = string | number | Uint8Array | readonly CborValue[] | { readonly [key: string]: CborValue }

/** Encodes DAG-CBOR without a library, so that tests do not share errors with the node. */
export function encodeCbor(value: CborValue): Uint8Array {
  if (typeof value === 'number') return head(0, value)
  if (typeof value === 'string') return tagged(3, new TextEncoder().encode(value))
  if (value instanceof Uint8Array) return tagged(2, value)
  if (isList(value)) return Buffer.concat([head(4, value.length), ...value.map(encodeCbor)])
  const entries = Object.entries(value).sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
  return Buffer.concat([
    head(5, entries.length),
    ...entries.flatMap(([key, member]) => [encodeCbor(key), encodeCbor(member)]),
  ])
}

function isList(value: CborValue): value is readonly CborValue[] {
  return Array.isArray(value)
}

function tagged(major: number, bytes: Uint8Array): Uint8Array {
  return Buffer.concat([head(major, bytes.length), bytes])
}

/** Encodes the major type in the upper three bits, then the argument in as few bytes as possible. */
function head(major: number, argument: number): Uint8Array {
  const type = major << 5
  if (argument < 24) return Uint8Array.of(type | argument)
  if (argument < 0x100) return Uint8Array.of(type | 24, argument)
  if (argument < 0x1_0000) return Uint8Array.of(type | 25, argument >> 8, argument & 0xff)
  throw new RangeError('No part of a delegation is that long.')
}
