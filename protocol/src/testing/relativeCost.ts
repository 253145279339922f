import { sha256 } from '@noble/hashes/sha2.js'
import { encodeUtf8 } from '../encoding/utf8.ts'

/**
 * Measures the cost of parsing a text as a multiple of hashing it, in processor time, which leaves out the time that a
 * busy machine gives to others. The result is the minimum of all samples, so more samples only make it more accurate.
 * @param hashes hashes per sample: as many as take about as long as one read
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
  const start = processorMs()
  try {
    work()
  } catch {
    // An error is a valid outcome here.
  }
  return processorMs() - start
}

/** Node's own. Only tests in Node measure costs, and this package has no types of Node. */
declare const process: { cpuUsage(): { readonly user: number; readonly system: number } }

/** Processor time that this process has used, in milliseconds. */
function processorMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
