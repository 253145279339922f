import * as fc from 'fast-check'
import { base58btc } from 'multiformats/bases/base58'
import { CID } from 'multiformats/cid'
import { create } from 'multiformats/hashes/digest'
import { describe, expect, test } from 'vitest'
import { isBase58Cid } from './multibaseCid.ts'

const encode = (...bytes: number[]) => base58btc.encode(Uint8Array.from(bytes))
const digest = Array.from({ length: 32 }, (_, index) => index)

describe('isBase58Cid', () => {
  test('accepts what the library writes', () => {
    const code = fc.nat(0xfff_ffff)
    fc.assert(
      fc.property(code, code, fc.uint8Array({ maxLength: 64 }), (codec, hash, bytes) => {
        expect(isBase58Cid(CID.createV1(codec, create(hash, bytes)).toString(base58btc))).toBe(true)
      }),
    )
  })

  test('accepts nothing that the library refuses', () => {
    const text = fc.oneof(
      fc.uint8Array({ maxLength: 8 }).map((bytes) => encode(1, ...bytes)),
      fc.string({ unit: fc.constantFrom(...'z1aQm0'), maxLength: 12 }),
    )
    fc.assert(
      fc.property(text, (candidate) => {
        if (isBase58Cid(candidate)) expect(CID.parse(candidate, base58btc).toString(base58btc)).toBe(candidate)
      }),
      { numRuns: 2000 },
    )
  })

  test('R5: refuses more than 128 characters', () => {
    // No CID has exactly 128.
    const sized = (length: number) => encode(1, 0x55, 0, length, ...Array.from({ length }, () => 0xff))
    expect([89, 90].map((length) => [sized(length).length, isBase58Cid(sized(length))])).toEqual([
      [127, true],
      [129, false],
    ])
  })

  test.each([
    ['nothing', ''],
    ['the mark alone', 'z'],
    ['another base', 'bafyr4ifj42nddebshjyqxrpz7klh5uxeo2d5vpyrjdmitiwwcvegfokq4u'],
    ['version 0', 'QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n'],
    ['version 0 with a mark', encode(0x12, 0x20, ...digest)],
    ['version 2', encode(2, 0x55, 0x1e, 0x20, ...digest)],
    ['a short digest', encode(1, 0x55, 0x1e, 0x20, ...digest.slice(1))],
    ['a long digest', encode(1, 0x55, 0x1e, 0x20, ...digest, 0)],
    ['a varint that is longer than it need be', encode(1, 0xd5, 0, 0x1e, 0x20, ...digest)],
    ['a varint of five bytes', encode(1, 0x81, 0x80, 0x80, 0x80, 1, 0x1e, 0x20, ...digest)],
    ['an end inside a varint', encode(1, 0x55, 0x1e, 0x80)],
    ['a line feed at the end', `${encode(1, 0x55, 0x1e, 0x20, ...digest)}\n`],
  ])('refuses %s', (_, text) => {
    expect(isBase58Cid(text)).toBe(false)
  })
})
