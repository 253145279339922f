/** Whether a text takes more than `mostBytes` in UTF-8. */
export function isLonger(text: string, mostBytes: number): boolean {
  // UTF-8 takes at most three bytes per UTF-16 unit, so that a short text need not be encoded.
  return text.length * 3 > mostBytes && new TextEncoder().encode(text).length > mostBytes
}
