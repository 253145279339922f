import { createPrivateKey, createPublicKey } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keyDid, keyDidUrl } from '../siwe/identifiers/keyDid.ts'
import { testVector } from '../testing/testVector.ts'
import { jwkPublicKey, publicJwk } from './jwk.ts'
import { createSessionKey, sessionKeyFromJwk } from './sessionKey.ts'

const anyKey = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((seed) => createSessionKey(() => seed))
const refused = expect.objectContaining({ code: 'invalid_params', details: { field: 'jwk' } })

describe('createSessionKey', () => {
  test('makes the key of its random bytes', () => {
    expect(createSessionKey(() => new Uint8Array(32).fill(7))).toStrictEqual({
      jwk: { ...testVector.jwk, kid: 'default' },
      did: testVector.did,
      didUrl: `${testVector.did}#${testVector.did.slice('did:key:'.length)}`,
    })
  })

  test('makes another key each time', () => {
    expect(createSessionKey().did).not.toBe(createSessionKey().did)
  })

  test('agrees with the platform about the public half', () => {
    fc.assert(
      fc.property(anyKey, ({ jwk }) => {
        const platform = createPublicKey(createPrivateKey({ key: { ...jwk }, format: 'jwk' })).export({ format: 'jwk' })
        expect(platform.x).toBe(jwk.x)
      }),
      { numRuns: 20 },
    )
  })
})

describe('sessionKeyFromJwk', () => {
  test('reads what createSessionKey made, after a trip through JSON', () => {
    fc.assert(
      fc.property(anyKey, (key) => {
        expect(sessionKeyFromJwk(JSON.parse(JSON.stringify(key.jwk)))).toStrictEqual(key)
        const publicKey = jwkPublicKey(key.jwk)
        expect([keyDid(publicKey), keyDidUrl(publicKey)]).toStrictEqual([key.did, key.didUrl])
      }),
      { numRuns: 20 },
    )
  })

  const { jwk } = testVector
  test.each([
    ['a public half of another key', { ...jwk, x: createSessionKey().jwk.x }],
    ['a missing private half', { ...jwk, d: undefined }],
    ['another curve', { ...jwk, crv: 'X25519' }],
    ['another key type', { ...jwk, kty: 'EC' }],
    ['another algorithm', { ...jwk, alg: 'none' }],
    ['a member it does not know', { ...jwk, key_ops: ['sign'] }],
    ['a short seed', { ...jwk, d: jwk.d.slice(0, 40) }],
    ['padding', { ...jwk, d: `${jwk.d}=` }],
    ['stray bits in the last character', { ...jwk, d: `${jwk.d.slice(0, -1)}d` }],
    ['a text', JSON.stringify(jwk)],
    ['nothing', null],
  ])('refuses %s', (_, value) => {
    expect(() => sessionKeyFromJwk(value)).toThrow(refused)
  })

  test('S7: keeps the seed out of its errors', () => {
    let thrown: unknown
    try {
      sessionKeyFromJwk({ ...jwk, kty: 'EC' })
    } catch (error) {
      thrown = error
    }
    const { message, details, cause, stack } = thrown as Error & { details: unknown }
    expect(JSON.stringify({ message, details, cause: String(cause), stack })).not.toContain(jwk.d)
  })
})

describe('publicJwk', () => {
  test('drops the seed and nothing else', () => {
    const { d: _, ...rest } = testVector.jwk
    expect(publicJwk(testVector.jwk)).toStrictEqual(rest)
  })
})
