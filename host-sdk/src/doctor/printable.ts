/**
 * What a page or a server says, without what steers a terminal or reorders text: control characters (C0, C1, and with
 * them the start of every ANSI escape), format characters (bidi controls, zero-width ones) and lone surrogates. Line
 * breaks and tabs become a space, so that no text can begin a line of its own.
 */
export function printable(text: string): string {
  return text.replace(/[\t\n\r\p{Zl}\p{Zp}]+/gu, ' ').replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
}
