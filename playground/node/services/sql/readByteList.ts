/**
 * Reads a JSON list of integers from 0 to 255 without an intermediate list, which would take 16 times the memory.
 * @param at position of the opening bracket
 * @returns `undefined` for an empty list, and for one that contains anything else
 */
export function readByteList(
  text: string,
  at: number,
): { readonly bytes: Uint8Array; readonly end: number } | undefined {
  const close = text.indexOf(']', at)
  characters.lastIndex = at + 1
  if (close < 0 || characters.exec(text)?.[0].length !== close - at - 1) return undefined

  const bytes = new Uint8Array(countCommas(text, at, close) + 1)
  let count = 0
  let value: number | undefined
  let isComplete = false
  for (let index = at + 1; index <= close; index++) {
    const code = text.charCodeAt(index)
    if (code >= zero && code <= nine) {
      // No digit follows a space or a leading zero.
      if (isComplete || value === 0) return undefined
      value = (value ?? 0) * 10 + code - zero
      if (value > 255) return undefined
    } else if (code === comma || index === close) {
      if (value === undefined) return undefined
      bytes[count] = value
      count += 1
      value = undefined
      isComplete = false
    } else {
      isComplete = value !== undefined
    }
  }
  return { bytes, end: close + 1 }
}

const characters = /[\d, \t\n\r]*/y
const [zero, nine, comma] = [48, 57, 44]

function countCommas(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf(',', from); at >= 0 && at < to; at = text.indexOf(',', at + 1)) count += 1
  return count
}
