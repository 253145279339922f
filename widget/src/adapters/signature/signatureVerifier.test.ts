import { testVector } from '@openkey/protocol/testing'
import { describe, expect, test } from 'vitest'
import { createSignatureVerifier } from './signatureVerifier.ts'

const { siwe, signature, address } = testVector

describe('createSignatureVerifier', () => {
  test('recovers who signed', async () => {
    expect(await createSignatureVerifier().recover(siwe, signature)).toBe(address)
  })

  test('S6: refuses what is no signature', async () => {
    await expect(createSignatureVerifier().recover(siwe, '0x00')).rejects.toMatchObject({ code: 'signature_invalid' })
  })

  test('loads once, and again after a failure', async () => {
    let loads = 0
    const load = async () => {
      loads += 1
      if (loads === 1) throw new TypeError('Failed to fetch')
      return import('./recoverSigner.ts')
    }
    const verifier = createSignatureVerifier({ load })
    await expect(verifier.recover(siwe, signature)).rejects.toMatchObject({ code: 'internal' })
    verifier.preload()
    expect(await verifier.recover(siwe, signature)).toBe(address)
    expect(loads).toBe(2)
  })
})
