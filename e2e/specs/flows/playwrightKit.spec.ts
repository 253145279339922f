import { createWidgetUser, reloadMidway } from '@openkey/host-sdk/testing/playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openSignedInHost, type SignedInHost } from '../../fixtures/environment/openSignedInHost.ts'

/** The helpers of the SDK for Playwright that no other spec uses, on a page whose user is signed in. */
let known: SignedInHost
beforeAll(async () => {
  known = await openSignedInHost()
})
afterAll(() => known?.stop())

async function startSign() {
  const host = await known.openPage()
  await host.startSign(known.aMessage())
  return { ...host, user: createWidgetUser(host.page) }
}

describe('createWidgetUser', () => {
  test('decline rejects the call with user_rejected', async () => {
    const { page, user, outcome } = await startSign()
    await user.decline()
    expect(await outcome()).toMatchObject({ ok: false, code: 'user_rejected' })
    await page.close()
  })

  test('neverAnswer leaves the call open until the app ends it', async () => {
    const { page, widget, settlements, outcome } = await known.openPage()
    await page.evaluate((message) => {
      const leaving = new AbortController()
      addEventListener('leave', () => leaving.abort())
      window.start(() => window.openkey.signSiwe({ message, signal: leaving.signal }))
    }, known.aMessage())
    await createWidgetUser(page).neverAnswer()
    expect([await widget.isShown(), await settlements()]).toEqual([true, 0])
    await page.evaluate(() => dispatchEvent(new Event('leave')))
    expect(await outcome()).toMatchObject({ ok: false, code: 'aborted' })
    await page.close()
  })
})

describe('reloadMidway', () => {
  test('leaves the page without the call, and the widget asks again', async () => {
    const { page, user, address } = await startSign()
    const signed = known.signed()
    await reloadMidway(page)
    expect({ settlements: await page.evaluate(() => window.settlements), signed: known.signed() }).toEqual({
      settlements: 0,
      signed,
    })
    await page.evaluate((message) => window.start(() => window.openkey.signSiwe({ message })), known.aMessage())
    await user.approve('Sign in')
    expect(await address()).toBe(known.address)
    expect(known.signed()).toBe(signed + 1)
    await page.close()
  })
})
