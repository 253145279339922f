import { gzipSync } from 'node:zlib'

/** Returns the compressed size of a file, in kB of 1000 B. */
export function gzipped(content: string | Uint8Array): number {
  return gzipSync(content, { level: 9 }).length / 1000
}
