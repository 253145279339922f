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
  return { body, isCancelled: () => cancelled, pending }
}

describe('readBounded', () => {
  test('returns the bytes of all chunks', async () => {
    const bytes = await readBounded(bodyOf('one ', '', 'two').body, 7)
    expect(new TextDecoder().decode(bytes)).toBe('one two')
  })

  test('returns no bytes for an absent body', async () => {
    expect(await readBounded(null, 0)).toEqual(new Uint8Array())
  })

  test('returns undefined for a larger body, and does not read its rest', async () => {
    const { body, isCancelled, pending } = bodyOf('one ', 'two', 'three')
    expect(await readBounded(body, 6)).toBeUndefined()
    expect([isCancelled(), pending.length]).toEqual([true, 1])
  })

  test('rejects with the error of the body', async () => {
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        controller.error(new RangeError('connection lost'))
      },
    })
    await expect(readBounded(body, 6)).rejects.toThrow('connection lost')
  })
})
