import { randomUUID } from 'node:crypto'

/**
 * Parses JSON without losing digits of large integers: numbers without decimal point and exponent become bigint, others
 * become number.
 * @throws {SyntaxError}
 */
export function parseExactJson(text: string): unknown {
  const mark = randomUUID()
  const marked = text.replace(tokens, (token) => (/^-?\d+$/.test(token) ? `"${mark}${token}"` : token))
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  )
}

/** Matches strings as well as numbers, so that numbers inside strings are skipped. */
const tokens = /"(?:[^"\\]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g
