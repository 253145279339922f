import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redact, redactError } from './redact.ts'

const secret = 'eyJhbGciOiJFZERTQSJ9-secret'

/** Any JSON value, with the secret as a text, in a text, or as the name of a member. */
const { value: planted } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(secret),
    fc.string().map((text) => text + secret),
    fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constant(secret), fc.constantFrom('token', 'jwk', 'email')), tie('value'), {
      maxKeys: 3,
    }),
  ),
}))

describe('redact', () => {
  test('S7: property: shows no value and no name that the schema does not list', () => {
    const keys = fc.constantFrom('message openkey:hello', 'call signSiwe', 'reply signSiwe', 'reply fly', '')
    fc.assert(
      fc.property(keys, planted, (key, value) => {
        expect(JSON.stringify([redact(key, value), redactError(value)])).not.toContain(secret)
      }),
    )
  })

  test('S7: withholds the signature, and shows what it is over', () => {
    const signed = {
      signature: `0x${'ab'.repeat(65)}`,
      address: '0xAda',
      keyId: 'key-1',
      message: 'a.example wants you to sign in',
      bootstrap: { status: 'pending', token: secret },
    }
    expect(redact('reply signSiwe', signed)).toEqual({
      signature: '‹text of 132›',
      address: '0xAda',
      keyId: 'key-1',
      message: 'a.example wants you to sign in',
      bootstrap: { status: 'pending', '‹member›': `‹text of ${secret.length}›` },
    })
  })

  test('shows what the protocol says', () => {
    const connect = { type: 'openkey:connect', versions: [2, 1], channel: 'b', appName: 'Notes', theme: 'dark' }
    expect(redact('message openkey:connect', connect)).toEqual(connect)
    expect(redact('call toString', {})).toEqual({})
    expect(redact('reply ping', null)).toBe('‹null›')
  })
})

describe('redactError', () => {
  test('shows code and field, not the sentence', () => {
    expect(
      redactError({ code: 'invalid_params', message: secret, details: { field: 'chainId', received: secret } }),
    ).toEqual({
      code: 'invalid_params',
      '‹member›': `‹text of ${secret.length}›`,
      details: { field: 'chainId', '‹member›': `‹text of ${secret.length}›` },
    })
  })
})
