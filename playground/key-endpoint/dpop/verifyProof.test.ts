import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDpopKey, type ProofOptions } from '../testing/dpopKey.ts'
import { verifyProof } from './dpopProofOfPossession.ts'
import { createPublicKeys } from './publicKeys.ts'

const key = createDpopKey()
const prove = (overrides: Partial<ProofOptions> = {}) => key.prove({ method: 'POST', path: '/api/keys', ...overrides })

describe('verifyProof', () => {
  test('returns the claims of a proof', async () => {
    const proof = await verifyProof(prove({ nonce: 'n', iat: 1_800_000_000 }))
    expect(proof).toMatchObject({ htm: 'POST', iat: 1_800_000_000, nonce: 'n' })
  })

  test('accepts the proof of RFC 9449, 4.1, and returns the thumbprint of 6.1', async () => {
    const proof = [
      'eyJ0eXAiOiJkcG9wK2p3dCIsImFsZyI6IkVTMjU2IiwiandrIjp7Imt0eSI6IkVDIiwieCI6Imw4dEZyaHgtMzR0VjNoUklDUkRZOXpDa0Rs',
      'cEJoRjQyVVFVZldWQVdCRnMiLCJ5IjoiOVZFNGpmX09rX282NHpiVFRsY3VOSmFqSG10NnY5VERWclUwQ2R2R1JEQSIsImNydiI6IlAtMjU2',
      'In19.eyJqdGkiOiItQndDM0VTYzZhY2MybFRjIiwiaHRtIjoiUE9TVCIsImh0dSI6Imh0dHBzOi8vc2VydmVyLmV4YW1wbGUuY29tL3Rva2V',
      'uIiwiaWF0IjoxNTYyMjYyNjE2fQ.2-GxA6T8lP4vfrg8v-FdWP0A0zdrj8igiMLvqRMUvwnQg4PtFLbdLXiOSsX0x7NVY-FNyJK70nfbV37xR',
      'ZT3Lg',
    ].join('')
    expect(await verifyProof(proof)).toMatchObject({
      htu: 'https://server.example.com/token',
      thumbprint: '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I',
    })
  })

  test.each<[string, Partial<ProofOptions>]>([
    ['another type of token', { header: { typ: 'JWT' } }],
    ['no signature', { header: { alg: 'none' } }],
    ['a shared secret', { header: { alg: 'HS256' } }],
    ['another algorithm', { header: { alg: 'RS256' } }],
    ['a critical extension', { header: { crit: ['exp'], exp: 1 } }],
    ['an unencoded payload (RFC 7797)', { header: { crit: ['b64'], b64: false } }],
    ['a private key', { header: { jwk: key.privateJwk } }],
    ['no key', { header: { jwk: undefined } }],
    ['a key of another curve', { header: { jwk: { ...key.jwk, crv: 'P-384' } } }],
    ['a coordinate of 31 bytes', { header: { jwk: { ...key.jwk, x: Buffer.alloc(31).toString('base64url') } } }],
    ['a padded coordinate', { header: { jwk: { ...key.jwk, x: `${key.jwk.x}=` } } }],
    ['a short jti', { claims: { jti: 'x' } }],
    ['a long jti', { claims: { jti: 'x'.repeat(129) } }],
    ['no time', { claims: { iat: undefined } }],
    ['a time in text', { claims: { iat: '1' } }],
  ])('rejects a proof with %s', async (_, overrides) => {
    expect(await verifyProof(prove(overrides))).toBeUndefined()
  })

  test.each([
    ['two proofs', `${prove()}, ${prove()}`],
    ['two parts', prove().split('.').slice(0, 2).join('.')],
    ['four parts', `${prove()}.x`],
    ['padding', `${prove()}==`],
    ['an empty text', ''],
    ['more than 4096 characters', prove({ claims: { more: 'x'.repeat(4096) } })],
  ])('rejects %s', async (_, text) => {
    expect(await verifyProof(text)).toBeUndefined()
  })

  test('accepts any text without throwing', async () => {
    const part = fc.oneof(
      fc.string(),
      fc.json().map((json) => Buffer.from(json).toString('base64url')),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 4 }), async (parts) => {
        expect(await verifyProof(parts.join('.'))).toBeUndefined()
      }),
    )
  })

  test('rejects the signature of another key', async () => {
    expect(await verifyProof(prove({ header: { jwk: createDpopKey().jwk } }))).toBeUndefined()
  })

  test('verifies each proof by the key in its header, also if it has read other keys before', async () => {
    const keys = createPublicKeys()
    const other = createDpopKey()
    const foreign = prove({ header: { jwk: other.jwk } })
    const [mine, theirs] = [
      await verifyProof(prove(), keys),
      await verifyProof(other.prove({ method: 'GET', path: '/' }), keys),
    ]
    expect(mine?.thumbprint).not.toBe(theirs?.thumbprint)
    expect(await verifyProof(foreign, keys)).toBeUndefined()
    expect((await verifyProof(prove(), keys))?.thumbprint).toBe(mine?.thumbprint)
  })

  test('rejects a private key, also of a key that it has read before', async () => {
    const keys = createPublicKeys()
    await verifyProof(prove(), keys)
    expect(await verifyProof(prove({ header: { jwk: key.privateJwk } }), keys)).toBeUndefined()
  })

  test('rejects claims that were not signed', async () => {
    const [head, , signature] = prove().split('.')
    const [, claims] = prove({ path: '/api/keys/1/sign' }).split('.')
    expect(await verifyProof([head, claims, signature].join('.'))).toBeUndefined()
  })

  test('rejects a point that is not on the curve', async () => {
    expect(await verifyProof(prove({ header: { jwk: { ...key.jwk, x: key.jwk.y } } }))).toBeUndefined()
  })
})
