import { toChecksumAddress } from '@openkey/protocol/siwe'
import { testVector } from '@openkey/protocol/testing'
import { describe, expect, test } from 'vitest'
import { stranger } from '../../testing/aMessage.ts'
import { completeSigning, type SigningEvidence } from './completeSigning.ts'
import { readSignRequest } from './readSignRequest.ts'

const { siwe, signature, address } = testVector
const evidence: SigningEvidence = {
  request: readSignRequest(siwe),
  key: { id: 'key-1', address },
  signed: { signature, address, bootstrap: { status: 'complete' } },
  recovered: address,
}

describe('completeSigning', () => {
  test('answers with the very string that was shown', () => {
    expect(completeSigning(evidence)).toEqual({
      signature,
      address,
      keyId: 'key-1',
      message: siwe,
      bootstrap: { status: 'complete' },
    })
  })

  test('S6: refuses a signature of another key', () => {
    expect(() => completeSigning({ ...evidence, recovered: toChecksumAddress(stranger) })).toThrow(
      expect.objectContaining({ code: 'signature_invalid', details: { field: 'signature' } }),
    )
  })

  test('S6: refuses an endpoint that says it signed by another key', () => {
    const signed = { ...evidence.signed, address: toChecksumAddress(stranger) }
    expect(() => completeSigning({ ...evidence, signed })).toThrow(
      expect.objectContaining({ code: 'signature_invalid', details: { field: 'address' } }),
    )
  })
})
