import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Storable } from './keyValueStore.ts'
import { decodeValue, encodeValue } from './valueBody.ts'

describe('encodeValue', () => {
  test('property: text is preserved', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        expect(await roundTrip(text)).toBe(text)
      }),
    )
  })

  test('property: bytes are preserved', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array(), async (bytes) => {
        expect(await roundTrip(bytes)).toEqual(bytes)
      }),
    )
  })

  test('JSON is preserved', async () => {
    const value = { list: [1, null, 'two'], nested: { flag: true } }
    expect(await roundTrip(value)).toEqual(value)
  })

  test.each([
    ['a buffer', new Uint8Array([1, 2, 3]).buffer],
    ['part of a buffer', new Uint8Array([0, 1, 2, 3, 4]).subarray(1, 4)],
    ['another view', new DataView(new Uint8Array([1, 2, 3]).buffer)],
  ])('preserves the bytes of %s', async (_, value) => {
    expect(await roundTrip(value as unknown as Storable)).toEqual(new Uint8Array([1, 2, 3]))
  })

  test('preserves a byte order mark', async () => {
    expect(await roundTrip('\ufeffa')).toBe('\ufeffa')
  })
})

describe('decodeValue', () => {
  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset=UTF-8',
    'application/ld+json',
    'application/vnd.example.v1+json; charset=utf-8',
    'text/json',
  ])('returns an object for %s', async (contentType) => {
    expect(await decode('{"a":[1,null]}', contentType)).toEqual({ a: [1, null] })
  })

  test('returns an object for JSON after a byte order mark', async () => {
    expect(await decode('\ufeff{"a":1}', 'application/json')).toEqual({ a: 1 })
  })

  test.each(['text/plain', 'text/plain;charset=UTF-8', 'text/x-json-like'])(
    'returns text that looks like JSON as text for %s',
    async (contentType) => {
      expect(await decode('{"a":1}', contentType)).toBe('{"a":1}')
    },
  )

  test.each(['application/jsonp', 'application/x-json', 'image/json+png'])(
    'returns bytes for %s, which is not a JSON type',
    async (contentType) => {
      expect(await decode('{}', contentType)).toEqual(new Uint8Array([0x7b, 0x7d]))
    },
  )

  test('returns bytes for an unknown type', async () => {
    expect(await decodeValue(new Response(new Uint8Array([1, 2]).slice()))).toEqual(new Uint8Array([1, 2]))
  })

  test.each([
    ['application/json', '{'],
    ['application/ld+json', ''],
    ['text/plain', new Uint8Array([0xff])],
  ])('rejects a body that is not %s', async (contentType, body) => {
    await expect(decode(body, contentType)).rejects.toMatchObject({ code: 'value_invalid' })
  })
})

function roundTrip(value: Storable): Promise<Storable> {
  const { body, contentType } = encodeValue(value)
  return decode(body, contentType)
}

function decode(body: ConstructorParameters<typeof Response>[0], contentType: string): Promise<Storable> {
  return decodeValue(new Response(body, { headers: { 'content-type': contentType } }))
}
