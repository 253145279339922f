/** A value that JSON can express. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | { readonly [name: string]: JsonValue }

/** Deepest nesting that is written; a peer cannot exhaust the stack. */
const maxDepth = 32

/**
 * Writes the one JSON text of a value (RFC 8785, JCS): names sorted by UTF-16 code units, no spaces, ECMAScript
 * numbers.
 * @throws {RangeError} for numbers, texts and depths that JCS cannot represent, and for values outside JSON
 */
export function canonicalJson(value: JsonValue): string {
  return write(value, 0)
}

function write(value: JsonValue, depth: number): string {
  if (depth > maxDepth) throw new RangeError('JSON is nested too deeply.')
  if (typeof value === 'string') return writeText(value)
  if (typeof value === 'number' && !Number.isFinite(value)) throw new RangeError('JSON has no such number.')
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return JSON.stringify(value)
  // `Array.from` shows the holes of a list, which `map` skips.
  if (isJsonList(value)) return `[${Array.from(value, (item) => write(item, depth + 1)).join(',')}]`
  // `undefined`, a date or a map would be written as something else.
  if (!isPlainObject(value)) throw new RangeError('JSON has no such value.')
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${writeText(name)}:${write(member, depth + 1)}`).join(',')}}`
}

function isPlainObject(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Object]'
}

/** A lone surrogate has no UTF-8 form, so no bytes could stand for it. */
function writeText(text: string): string {
  if (/\p{Surrogate}/u.test(text)) throw new RangeError('JSON text is not well-formed Unicode.')
  return JSON.stringify(text)
}

/** Tests for an array. `Array.isArray` does not narrow read-only arrays. */
export function isJsonList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value)
}
