export const codeLength = 6

/** Marks that show nothing, or that only dress the digit before them: joiners, direction marks, keycaps. */
const unseen = /[\p{Cf}\p{M}]/gu

/** Writes the decimal digits of any script (Unicode category Nd) as ASCII, without invisible marks between them. */
export function toAsciiDigits(text: string): string {
  return text.replace(unseen, '').replace(/\p{Nd}/gu, (digit) => String(digitAt(digit.codePointAt(0) ?? 0)))
}

/** Unicode encodes the digits of a script as ten code points in order, and such runs may follow one another. */
function digitAt(codePoint: number): number {
  let first = codePoint
  while (isDigit(first - 1)) first -= 1
  return (codePoint - first) % 10
}

function isDigit(codePoint: number): boolean {
  return /^\p{Nd}$/u.test(String.fromCodePoint(codePoint))
}
