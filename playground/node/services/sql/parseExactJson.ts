import { readByteList } from './readByteList.ts'

/** Bounds of a document, in values (members and items count; a list of bytes counts once) and levels of nesting. */
export type JsonBounds = { readonly maxValues?: number; readonly maxDepth?: number }

/**
 * Parses JSON without losing digits of large integers: numbers without decimal point and exponent become bigint, others
 * become number. A list of integers from 0 to 255 becomes bytes. Takes time and memory in proportion to the text.
 * @param bounds @default 65,536 values and 32 levels
 * @throws {SyntaxError} for what is not JSON, exceeds the bounds, or has an integer of more than 1,024 digits
 */
export function parseExactJson(text: string, bounds: JsonBounds = {}): unknown {
  const { maxValues = 65_536, maxDepth = 32 } = bounds
  let at = 0
  let values = 0

  const whole = readValue(0)
  skipSpace()
  if (at < text.length) throw malformed(at)
  return whole

  function readValue(depth: number): unknown {
    skipSpace()
    values += 1
    if (values > maxValues || depth > maxDepth) throw new SyntaxError('The JSON has too many values or levels.')
    switch (text[at]) {
      case '"':
        return readString()
      case '[':
        return readBytes() ?? readList(depth)
      case '{':
        return readObject(depth)
      default:
        return readNumber() ?? readWord()
    }
  }

  function readObject(depth: number): unknown {
    const members: [name: string, value: unknown][] = []
    for (let isEnd = isEmpty('}'); !isEnd; isEnd = isAtEnd('}')) {
      skipSpace()
      if (text[at] !== '"') throw malformed(at)
      const name = readString()
      expect(':')
      members.push([name, readValue(depth + 1)])
    }
    // Defines members without calling a setter such as that of `__proto__`.
    return Object.fromEntries(members)
  }

  function readList(depth: number): unknown[] {
    const items: unknown[] = []
    for (let isEnd = isEmpty(']'); !isEnd; isEnd = isAtEnd(']')) items.push(readValue(depth + 1))
    return items
  }

  /** Enters an object or list. */
  function isEmpty(end: string): boolean {
    at += 1
    skipSpace()
    if (text[at] !== end) return false
    at += 1
    return true
  }

  function isAtEnd(end: string): boolean {
    skipSpace()
    const isEnd = text[at] === end
    if (!isEnd && text[at] !== ',') throw malformed(at)
    at += 1
    return isEnd
  }

  /** The native parser decodes escapes. This only finds the quote that ends the string. */
  function readString(): string {
    let end = text.indexOf('"', at + 1)
    while (end > 0 && isEscaped(end)) end = text.indexOf('"', end + 1)
    if (end < 0) throw malformed(at)
    const content: string = JSON.parse(text.slice(at, end + 1))
    at = end + 1
    return content
  }

  function isEscaped(index: number): boolean {
    let start = index
    while (start > at && text[start - 1] === '\\') start -= 1
    return (index - start) % 2 === 1
  }

  function readNumber(): bigint | number | undefined {
    number.lastIndex = at
    const [token, fraction] = number.exec(text) ?? []
    if (token === undefined) return undefined
    at += token.length
    if (fraction !== '') return Number(token)
    if (token.length > 1_024) throw new SyntaxError('The JSON has an integer of more than 1,024 digits.')
    return BigInt(token.length < 16 ? Number(token) : token)
  }

  function readBytes(): Uint8Array | undefined {
    const list = readByteList(text, at)
    at = list?.end ?? at
    return list?.bytes
  }

  function readWord(): boolean | null {
    const word = words.find(([name]) => text.startsWith(name, at))
    if (word === undefined) throw malformed(at)
    at += word[0].length
    return word[1]
  }

  function expect(character: string): void {
    skipSpace()
    if (text[at] !== character) throw malformed(at)
    at += 1
  }

  function skipSpace(): void {
    while (isSpace(text.charCodeAt(at))) at += 1
  }
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

const number = /-?(?:0|[1-9]\d*)((?:\.\d+)?(?:[eE][+-]?\d+)?)/y
const words = [
  ['true', true],
  ['false', false],
  ['null', null],
] as const

function malformed(at: number): SyntaxError {
  return new SyntaxError(`Not JSON at position ${at}.`)
}
