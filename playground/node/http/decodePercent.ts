/** Percent-decodes UTF-8. @returns `undefined` for a broken escape or bytes that are no UTF-8 */
export function decodePercent(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
