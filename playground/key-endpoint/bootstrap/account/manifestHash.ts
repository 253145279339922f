import { sortedJson } from './sortedJson.ts'

const offsetBasis = 0xcbf29ce484222325n
const prime = 0x100000001b3n

/** FNV-1a, 64 bits, over the UTF-16 code units of the sorted JSON: how clients tell that manifests changed. */
export function manifestHash(manifests: readonly unknown[]): string {
  const text = sortedJson(manifests)
  let hash = offsetBasis
  for (let position = 0; position < text.length; position += 1) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(position))) * prime)
  }
  return hash.toString(16).padStart(16, '0')
}
