import type { SignedSiwe } from '@openkey/protocol'
import { testVector } from '@openkey/protocol/testing'
import { describe, expect, test } from 'vitest'
import { verifySigned } from './verifySigned.ts'

const { siwe, signature, address } = testVector
const signed: SignedSiwe = {
  message: siwe,
  signature,
  address,
  keyId: 'key-1',
  bootstrap: { status: 'skipped' },
}
const [r, s, parity] = [signature.slice(2, 66), signature.slice(66, 130), signature.slice(130)]

describe('verifySigned', () => {
  test('accepts the signature of exactly this message by exactly this account', () => {
    expect(verifySigned(signed)).toBeUndefined()
    expect(verifySigned({ ...signed, address: `0x${address.slice(2).toLowerCase()}` })).toBeUndefined()
  })

  const forgeries: readonly (readonly [string, Partial<SignedSiwe>])[] = [
    ['another account', { address: '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf' }],
    ['another message', { message: `${siwe} ` }],
    ['another parity', { signature: `0x${r}${s}${parity === '1b' ? '1c' : '1b'}` }],
    ['another s', { signature: `0x${r}${s.slice(0, -1)}${s.endsWith('0') ? '1' : '0'}${parity}` }],
    ['no signature at all', { signature: `0x${'00'.repeat(64)}1b` }],
  ]
  test.for(forgeries)('S6: rejects %s', ([, forged]) => {
    expect(() => verifySigned({ ...signed, ...forged })).toThrow(expect.objectContaining({ code: 'signature_invalid' }))
  })
})
