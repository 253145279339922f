import * as fc from 'fast-check'
import { base58btc } from 'multiformats/bases/base58'
import { describe, expect, test } from 'vitest'
import { keyDid, keyDidUrl, parseKeyDid } from './keyDid.ts'

const publicKey = Uint8Array.from(Buffer.from('6kpsY-KcUgq-9VB7Ey7F-ZVHdq6-vnuSQh7qaRRG0iw', 'base64url'))
const key = 'z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z'

describe('keyDid', () => {
  test('writes the multicodec key in base58btc', () => {
    expect(keyDid(publicKey)).toBe(`did:key:${key}`)
  })
})

describe('keyDidUrl', () => {
  test('repeats the key as the fragment', () => {
    expect(keyDidUrl(publicKey)).toBe(`did:key:${key}#${key}`)
  })
})

describe('parseKeyDid', () => {
  test('reads DID and DID URL back', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        expect(parseKeyDid(keyDid(bytes))).toEqual(bytes)
        expect(parseKeyDid(keyDidUrl(bytes))).toEqual(bytes)
      }),
    )
  })

  test.each([
    ['a fragment of another key', `did:key:${key}#z6MkvUUgH9FQwGL5z16eG9Ug41uS6yiDKg4nV2Hfocho9znd`],
    ['an empty fragment', `did:key:${key}#`],
    ['a fragment with a line feed', `did:key:${key}#${key}\n`],
    ['the key written twice without a fragment mark', `did:key:${key}${key}`],
    ['a path', `did:key:${key}/a#${key}`],
    ['a key of another type', 'did:key:zDnaerDaTF5BXEavCrfRZEk316dpbLsfPDZ3WJ5hRTPFU2169'],
    ['an X25519 key of the same length', `did:key:${base58btc.encode(Uint8Array.of(0xec, 1, ...publicKey))}`],
    ['a short key', `did:key:${base58btc.encode(Uint8Array.of(0xed, 1, ...publicKey.subarray(1)))}`],
    ['a long key', `did:key:${base58btc.encode(Uint8Array.of(0xed, 1, ...publicKey, 0))}`],
    ['another base', `did:key:m${Buffer.of(0xed, 1, ...publicKey).toString('base64')}`],
    ['a leading zero byte', `did:key:z1${key.slice(1)}`],
    ['another method', `did:web:${key}`],
  ])('refuses %s', (_, text) => {
    expect(() => parseKeyDid(text)).toThrow(expect.objectContaining({ code: 'invalid_params' }))
  })
})
