import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { alice } from '../../sdk-core/testing/wallets.ts'
import { pageWallet } from '../testing/pageWallet.ts'
import { providerSigner } from './providerSigner.ts'

describe('providerSigner', () => {
  test('connects, and signs with personal_sign', async () => {
    const { provider, calls } = pageWallet(alice)
    const signer = providerSigner(provider)
    expect(await signer.getAddress()).toBe(alice.address.toLowerCase())
    expect(await signer.getChainId()).toBe(1)
    expect(await signer.signMessage('hello')).toBe(await alice.signMessage({ message: 'hello' }))
    expect(calls).toEqual(['eth_requestAccounts', 'eth_chainId', 'eth_requestAccounts', 'personal_sign'])
  })

  test('property: the wallet signs exactly the UTF-8 bytes, also of text that looks like hex', async () => {
    const signer = providerSigner(pageWallet(alice).provider)
    const messages = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constant('0x1234'))
    await fc.assert(
      fc.asyncProperty(messages, async (message) => {
        expect(await signer.signMessage(message)).toBe(await alice.signMessage({ message }))
      }),
      { numRuns: 20 },
    )
  })

  test('passes the wallet’s own error through', async () => {
    const wallet = pageWallet(alice)
    wallet.declineNext()
    await expect(providerSigner(wallet.provider).getAddress()).rejects.toMatchObject({ code: 4_001 })
  })

  test.each<[string, unknown]>([
    ['eth_requestAccounts', []],
    ['eth_requestAccounts', 'none'],
    ['eth_requestAccounts', ['0x12']],
    ['eth_chainId', 1],
    ['eth_chainId', '0x'],
    ['personal_sign', '0x1234'],
    ['personal_sign', undefined],
  ])('rejects the answer of %s: %j', async (wrong, answer) => {
    const { provider } = pageWallet(alice)
    const signer = providerSigner({
      request: (call) => (call.method === wrong ? Promise.resolve(answer) : provider.request(call)),
    })
    const use = wrong === 'eth_chainId' ? signer.getChainId() : signer.signMessage('hello')
    await expect(use).rejects.toMatchObject({
      code: 'wallet_invalid',
      message: `The wallet returned an invalid value for \`${wrong}\`.`,
    })
  })
})
