import { toChecksumAddress } from '@openkey/protocol/siwe'
import { describe, expect, test } from 'vitest'
import { aPlainMessage, signer, stranger } from '../../testing/aMessage.ts'
import { checkAccount } from './checkAccount.ts'
import { readSignRequest } from './readSignRequest.ts'

const request = readSignRequest(aPlainMessage())

describe('checkAccount', () => {
  test('accepts a message that names the selected key', () => {
    expect(() => checkAccount(request, { address: toChecksumAddress(signer) })).not.toThrow()
  })

  test('S5: refuses one that names another, and does not tell which key is selected', () => {
    expect(() => checkAccount(request, { address: toChecksumAddress(stranger) })).toThrow(
      expect.objectContaining({ code: 'address_mismatch', details: { field: 'address', received: signer } }),
    )
  })

  test('S5: refuses an address in another spelling', () => {
    expect(() => aPlainMessage({ address: signer.toLowerCase() })).toThrow(
      expect.objectContaining({ code: 'siwe_malformed' }),
    )
  })
})
