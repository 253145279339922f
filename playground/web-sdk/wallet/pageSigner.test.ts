import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { alice, bob } from '../../sdk-core/testing/wallets.ts'
import { announceWallet, pageWallet } from '../testing/pageWallet.ts'
import { discoverProviders } from './discoverProviders.ts'
import { pageSigner } from './pageSigner.ts'

let page: EventTarget
beforeEach(() => {
  page = new EventTarget()
  for (const name of ['addEventListener', 'removeEventListener', 'dispatchEvent'] as const) {
    vi.stubGlobal(name, page[name].bind(page))
  }
})
afterEach(() => {
  vi.unstubAllGlobals()
})

const address = (account: { readonly address: string }) => account.address.toLowerCase()

describe('discoverProviders', () => {
  test('lists each wallet once, in the order of their answers', async () => {
    const [one, other] = [pageWallet(alice, 'One'), pageWallet(bob, 'Other')]
    for (const wallet of [one, other, one]) announceWallet(wallet, page)
    expect((await discoverProviders(0)).map(({ info }) => info)).toEqual([one.info, other.info])
  })

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a provider without request', { info: pageWallet(alice).info, provider: {} }],
    ['a name that is no text', { info: { ...pageWallet(alice).info, name: 1 }, provider: pageWallet(alice).provider }],
  ])('ignores an announcement of %s', async (_, detail) => {
    page.addEventListener('eip6963:requestProvider', () => {
      page.dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }))
    })
    expect(await discoverProviders(0)).toEqual([])
  })
})

describe('pageSigner', () => {
  test('uses the only wallet on the page, and looks for it once', async () => {
    const wallet = pageWallet(alice)
    announceWallet(wallet, page)
    const signer = pageSigner()
    expect(wallet.calls).toEqual([])
    expect(await signer.getAddress()).toBe(address(alice))
    announceWallet(pageWallet(bob), page)
    expect(await signer.getAddress()).toBe(address(alice))
  })

  test('uses window.ethereum if no wallet, or several, announced themselves', async () => {
    vi.stubGlobal('ethereum', pageWallet(bob).provider)
    expect(await pageSigner().getAddress()).toBe(address(bob))
    announceWallet(pageWallet(alice, 'One'), page)
    announceWallet(pageWallet(alice, 'Other'), page)
    expect(await pageSigner().getAddress()).toBe(address(bob))
  })

  test('lets the app choose', async () => {
    announceWallet(pageWallet(alice, 'One'), page)
    announceWallet(pageWallet(bob, 'Other'), page)
    const signer = pageSigner((found) => found.find(({ info }) => info.name === 'Other'))
    expect(await signer.getAddress()).toBe(address(bob))
  })

  test('rejects if several announced themselves and nothing decides', async () => {
    announceWallet(pageWallet(alice, 'One'), page)
    announceWallet(pageWallet(bob, 'Other'), page)
    await expect(pageSigner().getAddress()).rejects.toMatchObject({
      code: 'wallet_ambiguous',
      details: { received: 'One, Other' },
    })
  })

  test('rejects without a wallet, and finds one that is installed later', async () => {
    const signer = pageSigner()
    await expect(signer.getAddress()).rejects.toMatchObject({ code: 'wallet_missing' })
    announceWallet(pageWallet(alice), page)
    expect(await signer.getAddress()).toBe(address(alice))
  })

  test('rejects if the user chooses none', async () => {
    announceWallet(pageWallet(alice), page)
    await expect(pageSigner(() => undefined).getAddress()).rejects.toMatchObject({
      code: 'wallet_missing',
      message: 'No wallet was chosen.',
    })
  })
})
