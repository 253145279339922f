import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDpopKey, type ProofOptions } from '../testing/dpopKey.ts'
import { isSignedByItsKey } from './isSignedByItsKey.ts'
import { parseProof } from './parseProof.ts'

const key = createDpopKey()
const prove = (bend: Partial<ProofOptions> = {}) => key.prove({ method: 'POST', path: '/api/keys', ...bend })

describe('parseProof', () => {
  test('reads a proof, whose signature then verifies', () => {
    const proof = parseProof(prove({ nonce: 'n', iat: 1_800_000_000 }))
    expect(proof).toMatchObject({ htm: 'POST', iat: 1_800_000_000, nonce: 'n', jwk: key.jwk })
    expect(proof && isSignedByItsKey(proof)).toBe(true)
  })

  test.each<[string, Partial<ProofOptions>]>([
    ['another type of token', { header: { typ: 'JWT' } }],
    ['no signature', { header: { alg: 'none' } }],
    ['a shared secret', { header: { alg: 'HS256' } }],
    ['another algorithm', { header: { alg: 'RS256' } }],
    ['an extension that must be understood', { header: { crit: ['exp'], exp: 1 } }],
    ['a private key', { header: { jwk: key.privateJwk } }],
    ['no key', { header: { jwk: undefined } }],
    ['a key of another curve', { header: { jwk: { ...key.jwk, crv: 'P-384' } } }],
    ['a coordinate of 31 bytes', { header: { jwk: { ...key.jwk, x: Buffer.alloc(31).toString('base64url') } } }],
    ['a coordinate spelled another way', { header: { jwk: { ...key.jwk, x: `${key.jwk.x}=` } } }],
    ['a short jti', { claims: { jti: 'x' } }],
    ['a long jti', { claims: { jti: 'x'.repeat(129) } }],
    ['no time', { claims: { iat: undefined } }],
    ['a time in words', { claims: { iat: '1' } }],
  ])('refuses a proof with %s', (_, bend) => {
    expect(parseProof(prove(bend))).toBeUndefined()
  })

  test.each([
    ['two proofs', `${prove()}, ${prove()}`],
    ['two parts', prove().split('.').slice(0, 2).join('.')],
    ['four parts', `${prove()}.x`],
    ['padding', `${prove()}==`],
    ['nothing', ''],
    ['too much', prove({ claims: { more: 'x'.repeat(4096) } })],
  ])('refuses %s', (_, text) => {
    expect(parseProof(text)).toBeUndefined()
  })

  test('takes any text without throwing', () => {
    const part = fc.oneof(
      fc.string(),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 4 }), (parts) => {
        expect(parseProof(parts.join('.'))).toBeUndefined()
      }),
    )
  })
})

describe('isSignedByItsKey', () => {
  const verify = (text: string) => {
    const proof = parseProof(text)
    return proof !== undefined && isSignedByItsKey(proof)
  }

  test('refuses the signature of another key', () => {
    expect(verify(prove({ header: { jwk: createDpopKey().jwk } }))).toBe(false)
  })

  test('refuses claims that were not signed', () => {
    const [head, , signature] = prove().split('.')
    const [, claims] = prove({ path: '/api/keys/1/sign' }).split('.')
    expect(verify([head, claims, signature].join('.'))).toBe(false)
  })

  test('refuses a point off the curve', () => {
    expect(verify(prove({ header: { jwk: { ...key.jwk, x: key.jwk.y } } }))).toBe(false)
  })
})
