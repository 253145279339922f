import { describe, expect, test } from 'vitest'
import { readBounded } from './readBounded.ts'

function bodyOf(...chunks: readonly string[]) {
  let cancelled = false
  const pending = chunks.map((chunk) => new TextEncoder().encode(chunk))
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const next = pending.shift()
        if (next === undefined) controller.close()
        else controller.enqueue(next)
      },
      cancel() {
        cancelled = true
      },
    },
    { highWaterMark: 0 },
  )
  return { body, rest: () => ({ cancelled, chunks: pending.length }) }
}

describe('readBounded', () => {
  test('returns the bytes of all chunks', async () => {
    const bytes = await readBounded(bodyOf('one ', '', 'two').body, { maxBytes: 7 })
    expect(new TextDecoder().decode(bytes as Uint8Array)).toBe('one two')
    expect(await readBounded(null, { maxBytes: 0 })).toEqual(new Uint8Array())
  })

  test('S21: does not read the rest of a body that is too large', async () => {
    const { body, rest } = bodyOf('one ', 'two', 'three')
    expect(await readBounded(body, { maxBytes: 6 })).toBe('too_large')
    expect(rest()).toEqual({ cancelled: true, chunks: 1 })
  })

  test('S21: reserves memory before it takes it, and at most twice the size of the body', async () => {
    const reserved: number[] = []
    const reserve = (bytes: number) => {
      reserved.push(bytes)
      return reserved.length < 3
    }
    const part = 'x'.repeat(10_000)
    const { body, rest } = bodyOf(part, part, part, part, part)
    expect(await readBounded(body, { maxBytes: 100_000, reserve })).toBe('busy')
    expect([reserved, rest()]).toEqual([[16_384, 16_384, 32_768], { cancelled: true, chunks: 1 }])
  })

  test('rejects with the error of the body', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new RangeError('connection lost'))
      },
    })
    await expect(readBounded(body, { maxBytes: 6 })).rejects.toThrow('connection lost')
  })
})
