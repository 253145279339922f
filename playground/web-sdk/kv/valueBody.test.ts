import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Storable } from './keyValueStore.ts'
import { decodeValue, encodeValue } from './valueBody.ts'

describe('encodeValue', () => {
  test('property: text comes back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        expect(await roundTrip(text)).toBe(text)
      }),
    )
  })

  test('property: bytes come back as they were', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), async (bytes) => {
        expect(await roundTrip(bytes)).toEqual(bytes)
      }),
    )
  })

  test('JSON comes back as it was', async () => {
    const value = { list: [1, null, 'two'], nested: { flag: true } }
    expect(await roundTrip(value)).toEqual(value)
  })

  test('keeps a byte order mark', async () => {
    expect(await roundTrip('\ufeffa')).toBe('\ufeffa')
  })
})

describe('decodeValue', () => {
  test('gives bytes for a type it does not know', async () => {
    expect(await decodeValue(new Response(new Uint8Array([1, 2]).slice()))).toEqual(new Uint8Array([1, 2]))
  })

  test.each([
    ['application/json', '{'],
    ['text/plain', new Uint8Array([0xff])],
  ])('refuses a body that is not %s', async (contentType, body) => {
    const response = new Response(body, { headers: { 'content-type': contentType } })
    await expect(decodeValue(response)).rejects.toMatchObject({ code: 'value_invalid' })
  })
})

function roundTrip(value: Storable): Promise<Storable> {
  const { body, contentType } = encodeValue(value)
  return decodeValue(new Response(body, { headers: { 'content-type': contentType } }))
}
