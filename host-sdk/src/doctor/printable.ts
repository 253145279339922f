/**
 * Removes from a quoted text everything that can control a terminal or reorder text: control characters (C0 and C1, and
 * so the start of every ANSI escape), format characters (bidi controls, zero-width characters) and lone surrogates. Line
 * breaks and tabs become a space, so that a quote cannot start a new line.
 */
export function printable(text: string): string {
  return text.replace(/[\t\n\r\p{Zl}\p{Zp}]+/gu, ' ').replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
}
