import { TinyCloudError } from '../tinyCloudError.ts'
import type { SqlParameter } from './sqlDatabase.ts'

/**
 * Writes parameters as JSON with all digits of integers; bytes become a list of numbers.
 * @throws {TinyCloudError} `value_invalid` for a number that is not finite
 */
export function writeParameters(params: readonly SqlParameter[]): string {
  return `[${params.map(writeParameter).join(',')}]`
}

function writeParameter(value: SqlParameter): string {
  if (typeof value === 'bigint') return String(value)
  if (value instanceof Uint8Array) return `[${value.join(',')}]`
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new TinyCloudError('value_invalid', `SQLite cannot store ${value}: expected a finite number.`)
  }
  return JSON.stringify(value)
}

/**
 * Parses JSON without losing digits: integers that are not safe become bigint.
 * @throws {SyntaxError}
 */
export function parseExactJson(text: string): unknown {
  const marker = freeMarker(text)
  // Strings are matched first, so that digits inside them are skipped.
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?![\d.eE])/g, (token) =>
    token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${marker}${token}"`,
  )
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(marker) ? BigInt(value.slice(marker.length)) : value,
  )
}

/** Returns a prefix that no string in the JSON has, whatever its escapes. */
function freeMarker(text: string): string {
  let marker = 'int:'
  JSON.parse(text, (_, value: unknown) => {
    while (typeof value === 'string' && value.startsWith(marker)) marker = `${marker}:`
  })
  return marker
}
