import { decode, encode } from '@ipld/dag-cbor'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitrarySiweMessage } from '../testing/arbitrarySiweMessage.ts'
import { testVector } from '../testing/testVector.ts'
import { cacaoFromSiwe, decodeCacao, encodeCacao, maxCacaoBytes, siweFromCacao, verifyCacaoSignature } from './cacao.ts'

type Wire = { h: object; p: { [name: string]: unknown }; s: { [name: string]: unknown } }

const bytes = hexToBytes(testVector.cacaoHex)
const wire: Wire = decode(bytes)
const signature = testVector.signature
const refused = (field: string) => expect.objectContaining({ code: 'invalid_params', details: { field } })

/** Returns whether bytes read as a delegation whose signature holds. */
function isAccepted(candidate: Uint8Array): boolean {
  try {
    verifyCacaoSignature(decodeCacao(candidate))
    return true
  } catch {
    return false
  }
}

const carriable = arbitrarySiweMessage.map(({ scheme: _, resources = [], ...message }) =>
  resources.length === 0 ? message : { ...message, resources },
)

describe('decodeCacao', () => {
  test('reads back what encodeCacao writes, and the text that was signed', () => {
    fc.assert(
      fc.property(carriable, (payload) => {
        const cacao = { payload, signature }
        expect(decodeCacao(encodeCacao(cacao))).toStrictEqual(cacao)
        expect(cacaoFromSiwe(siweFromCacao(cacao), signature)).toStrictEqual(cacao)
      }),
      { numRuns: 300 },
    )
  })

  test('keeps an empty statement apart from none', () => {
    const { statement: _, ...payload } = cacaoFromSiwe(testVector.siwe, signature).payload
    const [none, empty] = [payload, { ...payload, statement: '' }].map((message) =>
      siweFromCacao(decodeCacao(encodeCacao({ payload: message, signature }))),
    )
    expect(none).toContain('\n\n\nURI: ')
    expect(empty).toContain('\n\n\n\nURI: ')
  })

  test('S3: accepts the test vector and no byte of it damaged', () => {
    expect(isAccepted(bytes)).toBe(true)
    const accepted = Array.from(bytes.keys()).filter((index) =>
      [0x01, 0x20, 0x80].some((bit) => isAccepted(bytes.map((byte, at) => (at === index ? byte ^ bit : byte)))),
    )
    expect(accepted).toStrictEqual([])
  })

  test('S3: accepts no other value of any byte', () => {
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (index, difference) => {
        expect(isAccepted(bytes.map((byte, at) => (at === index ? (byte + difference) % 256 : byte)))).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  test('S3: accepts no missing byte and no byte too many', () => {
    const shorter = Array.from(bytes.keys(), (index) => [...bytes.subarray(0, index), ...bytes.subarray(index + 1)])
    const longer = [0x00, 0x61, 0xff].map((byte) => [...bytes, byte])
    expect([...shorter, ...longer].filter((list) => isAccepted(Uint8Array.from(list)))).toStrictEqual([])
  })

  test.each([
    ['the version as text', { p: { ...wire.p, version: '1' } }],
    ['another version', { p: { ...wire.p, version: 2 } }],
    ['the signature as a list of numbers', { s: { ...wire.s, s: [...hexToBytes(signature.slice(2))] } }],
    ['another kind of signature', { s: { ...wire.s, t: 'eip1271' } }],
    ['another kind of message', { h: { t: 'caip122' } }],
    ['a member it does not know', { p: { ...wire.p, scheme: 'https' } }],
    ['an expiry that is no text', { p: { ...wire.p, exp: 1769817600 } }],
    ['null for an absent statement', { p: { ...wire.p, statement: null } }],
    ['a resource that is no text', { p: { ...wire.p, resources: [1] } }],
    [
      'a missing list of resources',
      { p: Object.fromEntries(Object.entries(wire.p).filter(([k]) => k !== 'resources')) },
    ],
  ])('refuses %s', (_, change) => {
    expect(() => decodeCacao(encode({ ...wire, ...change }))).toThrow(refused('cacao'))
  })

  test('refuses an issuer whose address is not in EIP-55 case', () => {
    const iss = `did:pkh:eip155:1:${testVector.address.toLowerCase()}`
    expect(() => decodeCacao(encode({ ...wire, p: { ...wire.p, iss } }))).toThrow(
      expect.objectContaining({ code: 'invalid_params', details: { field: 'DID', received: iss } }),
    )
  })

  test('refuses a field that would add lines to the message', () => {
    const p = { ...wire.p, nonce: 'HandMade1\nExpiration Time: 2099-01-01T00:00:00Z' }
    expect(() => decodeCacao(encode({ ...wire, p }))).toThrow(
      expect.objectContaining({ code: 'siwe_malformed', details: { field: 'Nonce' } }),
    )
  })

  test('refuses a signature of 64 bytes', () => {
    const s = { ...wire.s, s: hexToBytes(signature.slice(2)).subarray(0, 64) }
    expect(() => decodeCacao(encode({ ...wire, s }))).toThrow(expect.objectContaining({ code: 'signature_invalid' }))
  })

  test.each([
    ['a length in more bytes than it needs', testVector.cacaoHex.replace(/^a3/, 'b803')],
    ['an indefinite length', `bf${testVector.cacaoHex.slice(2)}ff`],
    ['a version in two bytes', testVector.cacaoHex.replace('6776657273696f6e01', '6776657273696f6e1801')],
    [
      'a version as a fraction',
      testVector.cacaoHex.replace('6776657273696f6e01', '6776657273696f6efb3ff0000000000000'),
    ],
  ])('refuses %s', (_, damaged) => {
    expect(damaged).not.toBe(testVector.cacaoHex)
    expect(() => decodeCacao(hexToBytes(damaged))).toThrow(refused('cacao'))
  })

  test('refuses keys in another order, which the library reads', () => {
    const [s, t] = [`6173${bytesToHex(encode(wire.s.s))}`, '617466656970313931']
    const reordered = hexToBytes(testVector.cacaoHex.replace(`${s}${t}`, `${t}${s}`))
    expect(decode(reordered)).toStrictEqual(wire)
    expect(() => decodeCacao(reordered)).toThrow(refused('cacao'))
  })

  test('refuses what is too large before it reads the message', () => {
    const p = { ...wire.p, statement: 'a'.repeat(maxCacaoBytes) }
    expect(() => decodeCacao(encode({ ...wire, p }))).toThrow(refused('cacao'))
  })

  test('never throws anything but its own errors', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        expect(() => decodeCacao(noise)).toThrow(refused('cacao'))
      }),
      { numRuns: 500 },
    )
  })
})

describe('cacaoFromSiwe', () => {
  test.each([
    ['Scheme', `https://${testVector.siwe}`],
    ['Resources', testVector.siwe.replace(/\n- .*$/, '')],
  ])('refuses what the format cannot carry: %s', (field, text) => {
    expect(() => cacaoFromSiwe(text, signature)).toThrow(refused(field))
  })
})

describe('verifyCacaoSignature', () => {
  test('refuses the signature of another account', () => {
    const cacao = cacaoFromSiwe(testVector.siwe, signature)
    const address = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
    expect(() => verifyCacaoSignature({ ...cacao, payload: { ...cacao.payload, address } })).toThrow(
      expect.objectContaining({ code: 'signature_invalid', details: expect.objectContaining({ expected: address }) }),
    )
  })
})
