import { describe, expect, test } from 'vitest'
import { readPiece } from './readPiece.ts'

const post = (body: string, length = body.length) =>
  new Request('http://localhost', { method: 'POST', body, headers: { 'content-length': String(length) } })

describe('readPiece', () => {
  test('reserves a short body before it reads it', async () => {
    const reserved: number[] = []
    const piece = await readPiece(post('hello'), (bytes) => reserved.push(bytes) > 0)
    expect([Buffer.from(piece as Uint8Array).toString(), reserved]).toEqual(['hello', [5]])
  })

  test('leaves a longer body, and one without a valid length, unread', async () => {
    for (const request of [post('x'.repeat(8_193)), post('hello', Number.NaN)]) {
      expect(await readPiece(request, () => true)).toBe(undefined)
      expect(request.bodyUsed).toBe(false)
    }
  })

  test('refuses a body that is longer than its length, or for which there is no memory', async () => {
    expect(await readPiece(post('hello', 4), () => true)).toBe('too_large')
    expect(await readPiece(post('hello'), () => false)).toBe('busy')
  })
})
