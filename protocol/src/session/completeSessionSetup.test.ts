import { hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, test } from 'vitest'
import { testVector } from '../testing/testVector.ts'
import { siweToDelegationHeader } from './authorization.ts'
import { completeSessionSetup } from './completeSessionSetup.ts'
import { createSessionKey, sessionKeyFromJwk } from './sessionKey.ts'
import { signPersonalMessage } from './signPersonalMessage.ts'

const { siwe, signature, spaceId, authorization, delegationCid } = testVector
const { jwk, didUrl } = sessionKeyFromJwk(testVector.jwk)
const prepared = { jwk, spaceId, siwe, verificationMethod: didUrl, invocationTtlSecs: 60, signature }
const stranger = signPersonalMessage(siwe, hexToBytes('22'.repeat(32)))

describe('completeSessionSetup', () => {
  test('keeps the facts, and neither message nor signature', () => {
    expect(completeSessionSetup(prepared)).toStrictEqual({
      jwk,
      spaceId,
      verificationMethod: didUrl,
      invocationTtlSecs: 60,
      delegationHeader: { Authorization: authorization },
      delegationCid,
    })
  })

  test.each([
    ['signature_invalid', 'a signature of another account', { signature: stranger }],
    ['signature_invalid', 'a signature of another message', { siwe: siwe.replace('HandMade1', 'HandMade2') }],
    ['signature_invalid', 'a signature cut short', { signature: signature.slice(0, -2) }],
    ['siwe_uri_mismatch', 'a message for another key', { verificationMethod: createSessionKey().didUrl }],
    ['siwe_malformed', 'a text that is no message', { siwe: 'hello' }],
  ])('%s: refuses %s', (code, _, change) => {
    expect(() => completeSessionSetup({ ...prepared, ...change })).toThrow(expect.objectContaining({ code }))
  })
})

describe('siweToDelegationHeader', () => {
  test('writes the header', () => {
    expect(siweToDelegationHeader({ siwe, signature })).toStrictEqual({ Authorization: authorization })
  })

  test('signature_invalid: refuses a signature of another account', () => {
    expect(() => siweToDelegationHeader({ siwe, signature: stranger })).toThrow(
      expect.objectContaining({ code: 'signature_invalid' }),
    )
  })
})
