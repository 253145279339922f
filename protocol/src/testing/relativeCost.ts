import { sha256 } from '@noble/hashes/sha2.js'
import { encodeUtf8 } from '../encoding/utf8.ts'

/**
 * Measures the cost of parsing a text as a multiple of hashing it. Hashing is linear, and the machine and its load slow
 * it down to the same degree. The result is the minimum of all samples, so more samples only make it more accurate.
 * @param hashes hashes per sample: as many as take about as long as one read, since a busy machine interrupts long work
 *   more often than short work
 */
export function relativeCost(
  text: string,
  read: (text: string) => unknown,
  hashes = 1,
): { sample(): void; cost(): number } {
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
      durationOf(() => {
        for (let round = 0; round < hashes; round++) sha256(bytes)
      }) / hashes,
    )
  }
  return { sample, cost: () => reading / hashing }
}

function durationOf(work: () => unknown): number {
  const start = performance.now()
  try {
    work()
  } catch {
    // An error is a valid outcome here.
  }
  return performance.now() - start
}
