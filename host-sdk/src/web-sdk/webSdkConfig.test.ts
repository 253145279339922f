import { afterEach, describe, expect, test, vi } from 'vitest'
import { declinedError, fakeOpenKey } from '../testing/fakeOpenKey.ts'
import { account, message, signed } from '../testing/scriptedWidget.ts'
import { webSdkConfig } from './webSdkConfig.ts'

afterEach(() => vi.useRealTimers())

describe('webSdkConfig', () => {
  test('returns the domain, and an expiration time counted from each sign-in', () => {
    vi.useFakeTimers({ now: Date.parse('2026-11-20T12:00:00Z') })
    const { siweConfig } = webSdkConfig(fakeOpenKey(), { domain: 'app.example:8443' })
    expect({ ...siweConfig }).toEqual({ domain: 'app.example:8443', expirationTime: '2026-11-20T13:00:00.000Z' })
    vi.advanceTimersByTime(7_200_000)
    expect({ ...siweConfig }.expirationTime).toBe('2026-11-20T15:00:00.000Z')
  })

  test('param: sessionExpirationMs', () => {
    vi.useFakeTimers({ now: 0 })
    const { siweConfig } = webSdkConfig(fakeOpenKey(), { domain: 'app.example', sessionExpirationMs: 60_000 })
    expect(siweConfig.expirationTime).toBe('1970-01-01T00:01:00.000Z')
  })

  test('returns the signer in a driver that ethers 5 accepts as its own', async () => {
    const openkey = fakeOpenKey()
    const { driver } = webSdkConfig(openkey, { domain: 'app.example' }).providers.web3
    expect(driver._isProvider).toBe(true)
    expect(openkey.calls).toEqual([])
    expect(await driver.listAccounts()).toEqual([account.address])
    expect(await driver.getSigner().getChainId()).toBe(account.chainId)
    expect(await driver.getSigner().signMessage(message)).toBe(signed.signature)
  })

  test('S13: rejects with the number of user_rejected, which this web-sdk recognizes', async () => {
    const openkey = fakeOpenKey()
    const { driver } = webSdkConfig(openkey, { domain: 'app.example' }).providers.web3
    openkey.failure = declinedError()
    await expect(driver.listAccounts()).rejects.toMatchObject({ code: 4001 })
    openkey.failure = declinedError()
    await expect(driver.getSigner().signMessage(message)).rejects.toMatchObject({ code: 4001 })
  })

  test('S1: rejects every request', async () => {
    const openkey = fakeOpenKey()
    const { driver } = webSdkConfig(openkey, { domain: 'app.example' }).providers.web3
    await expect(driver.send('eth_sendTransaction')).rejects.toMatchObject({ code: 4200 })
    expect(openkey.calls).toEqual([])
  })
})
