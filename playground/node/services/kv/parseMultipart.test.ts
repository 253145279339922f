import { describe, expect, test } from 'vitest'
import { parseMultipart } from './parseMultipart.ts'

const type = 'multipart/form-data; boundary=B'
const part = (name: string, body: string) => `--B\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${body}\r\n`
const parse = (text: string, maxParts = 2) => parseMultipart(type, Buffer.from(text), { maxParts })

describe('parseMultipart', () => {
  test('returns the names and bytes of the parts', () => {
    const parts = parse(`${part('a', 'one')}${part('b', '\r\n--')}--B--\r\n`)
    expect(parts.map(({ name, body }) => [name, String(body)])).toEqual([
      ['a', 'one'],
      ['b', '\r\n--'],
    ])
  })

  test.each(['', '-', '--', '--B', '--C--', '--B--x', `x${part('a', '')}--B--`])('rejects %j', (text) => {
    expect(() => parse(text)).toThrow('Bad Request: multipart body')
  })

  test('S21: reads no more parts than allowed', () => {
    expect(() => parse(`${part('a', '')}${part('b', '')}${part('c', '')}--B--`)).toThrow('multipart body')
  })

  test('S21: reads at most 16 KiB of headers of a part', () => {
    const withHeader = (length: number) => `--B\r\nx: ${'y'.repeat(length)}\r\n${part('a', '').slice(5)}--B--`
    expect(parse(withHeader(16_000))).toHaveLength(1)
    expect(() => parse(withHeader(17_000))).toThrow('multipart body')
  })
})
