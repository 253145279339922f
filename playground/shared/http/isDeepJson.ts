const maxDepth = 32

const [quote, backslash] = [0x22, 0x5c]
const opening = new Set([0x5b, 0x7b])
const closing = new Set([0x5d, 0x7d])

/**
 * Tests whether lists and objects in a JSON text are nested deeper than 32 levels. Nesting costs the native parser a
 * hundred times as much as anything else of the same length.
 */
export function isDeepJson(text: string): boolean {
  let depth = 0
  let isInString = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (isInString && code === backslash) at += 1
    else if (code === quote) isInString = !isInString
    else if (!isInString && closing.has(code)) depth -= 1
    else if (!isInString && opening.has(code)) {
      depth += 1
      if (depth > maxDepth) return true
    }
  }
  return false
}
