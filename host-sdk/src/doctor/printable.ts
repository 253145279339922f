/**
 * Removes control characters (C0 and C1, including the start of every ANSI escape), format characters (bidi controls,
 * zero-width characters) and lone surrogates from a quoted text. Line breaks and tabs become a space, so that a quote
 * cannot start a new line.
 */
export function printable(text: string): string {
  return text.replace(/[\t\n\r\p{Zl}\p{Zp}]+/gu, ' ').replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
}
