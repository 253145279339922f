import { encodeUtf8 } from './utf8.ts'

/** Orders texts by their UTF-8 bytes, as Rust's maps do. JavaScript's own order differs outside the basic plane. */
export function compareBytewise(left: string, right: string): number {
  const a = encodeUtf8(left)
  const b = encodeUtf8(right)
  const shared = Math.min(a.length, b.length)
  for (let index = 0; index < shared; index++) {
    const difference = (a[index] ?? 0) - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
