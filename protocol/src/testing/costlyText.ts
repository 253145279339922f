import type { ErrorCode } from '../errors/errorCode.ts'

/** A text that makes its reader work as hard as its length allows. */
export type CostlyText = {
  readonly name: string
  /** The text with `count` of what is costly in it; longer with each. */
  readonly write: (count: number) => string
  readonly read: (text: string) => unknown
  /** The error of the largest text. Absent means that it is accepted. */
  readonly refused?: ErrorCode
}

/** @returns The longest text of at most `length` characters that `write` writes. */
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

/** A writer refuses what is far too long. */
function lengthOf(write: (count: number) => string, count: number): number {
  try {
    return write(count).length
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
