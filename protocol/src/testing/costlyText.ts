import type { ErrorCode } from '../errors/errorCode.ts'

/** A text designed to be as costly to parse as its length allows. */
export type CostlyText = {
  readonly name: string
  /** Writes the text with `count` costly parts. Its length grows with each part. */
  readonly write: (count: number) => string
  readonly read: (text: string) => unknown
  /** Error code for the largest text. Absent if it is accepted. */
  readonly refused?: ErrorCode
}

/** Returns the longest text of at most `length` characters that `write` can write. */
export function longestWithin(length: number, write: (count: number) => string): string {
  const fits = (count: number) => lengthOf(write, count) <= length
  let [least, most] = [1, 2]
  while (fits(most)) [least, most] = [most, most * 2]
  while (most - least > 1) {
    const middle = (least + most) >> 1
    if (fits(middle)) least = middle
    else most = middle
  }
  return write(least)
}

/** A formatter throws for a text that is far too long. */
function lengthOf(write: (count: number) => string, count: number): number {
  try {
    return write(count).length
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
