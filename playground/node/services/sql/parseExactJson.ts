import { randomUUID } from 'node:crypto'

/**
 * Reads JSON whose whole numbers may need more digits than a double has: those written without point and exponent come
 * as bigint, all others as usual.
 * @throws {SyntaxError}
 */
export function parseExactJson(text: string): unknown {
  const mark = randomUUID()
  const marked = text.replace(tokens, (token) => (/^-?\d+$/.test(token) ? `"${mark}${token}"` : token))
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  )
}

/** Texts are matched so that numbers inside them are not. */
const tokens = /"(?:[^"\\]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g
