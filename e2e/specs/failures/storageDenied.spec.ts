import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'

/** Chromium without partitioned storage has none at all for a frame of another site, as in some private modes. */
const deniesThirdPartyStorage = ['--disable-features=ThirdPartyStoragePartitioning']

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment({ args: deniesThirdPartyStorage })
})
afterAll(() => environment?.stop())

describe('a browser that denies the frame its storage', () => {
  test('S5: still signs in, and remembers for the life of the page', async () => {
    const { page, widget, startConnect, startSign, outcome, ...host } = await environment.newHostPage()
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(String(error)))

    await startConnect()
    await widget.connectByEmail(freshEmail(), environment.codeFor)
    const address = await host.address()
    expect(await widget.document().evaluate(storageOf)).toEqual({
      localStorage: 'SecurityError',
      sessionStorage: 'SecurityError',
      indexedDB: 'UnknownError',
    })

    const ask = { address, domain: 'localhost:5173', nonce: 'Remembered0001' }
    await startSign(signInMessage(ask))
    await widget.grant('Sign in')
    expect(await outcome()).toMatchObject({ ok: true, value: { address } })

    await startSign(signInMessage({ ...ask, expiresInMs: 7_200_000 }))
    await widget.grant('Sign in')
    expect(await outcome()).toMatchObject({ ok: false, code: 'nonce_reused' })
    await widget.button('Close').last().click()

    await page.reload()
    await startConnect()
    await widget.button('Continue with email').waitFor()
    expect(complaints).toEqual([])
  })
})

/** Returns the result of each kind of storage inside the frame. */
async function storageOf(): Promise<Readonly<Record<string, string | undefined>>> {
  const tried = (use: () => unknown) => {
    try {
      use()
      return 'works'
    } catch (error) {
      return error instanceof DOMException ? error.name : 'unknown'
    }
  }
  return {
    localStorage: tried(() => localStorage.length),
    sessionStorage: tried(() => sessionStorage.length),
    indexedDB: await new Promise((resolve) => {
      const opening = indexedDB.open('any')
      opening.onsuccess = () => resolve('works')
      opening.onerror = () => resolve(opening.error?.name)
    }),
  }
}
