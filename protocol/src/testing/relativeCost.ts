import { sha256 } from '@noble/hashes/sha2.js'
import { encodeUtf8 } from '../encoding/utf8.ts'

/**
 * Measures what reading a text costs, as a multiple of hashing it: a linear yardstick that the machine and its load slow
 * down alike. The least of all samples counts, so more samples only ever come closer to the truth.
 */
export function relativeCost(text: string, read: (text: string) => unknown): { sample(): void; cost(): number } {
  const bytes = encodeUtf8(text)
  let reading = Number.POSITIVE_INFINITY
  let hashing = Number.POSITIVE_INFINITY

  function sample(): void {
    reading = Math.min(
      reading,
      durationOf(() => read(text)),
    )
    hashing = Math.min(
      hashing,
      durationOf(() => sha256(bytes)),
    )
  }
  return { sample, cost: () => reading / hashing }
}

function durationOf(work: () => unknown): number {
  const start = performance.now()
  try {
    work()
  } catch {
    // A refusal is an outcome like any other.
  }
  return performance.now() - start
}
