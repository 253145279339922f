import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createAppPage } from '../../fixtures/pages/appPage.ts'
import { readFromNode } from '../../fixtures/processes/readFromNode.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment()
})
afterAll(() => environment?.stop())

describe('sign-in', () => {
  test('signs a new user in by email code, keeps a value and a session, and recognises the passkey', async () => {
    const { page, authenticator } = await environment.newVisitor()
    const { appUrl, widgetUrl, nodeUrl } = environment.playground
    const app = createAppPage(page, appUrl)
    const widget = createWidgetFrame(page, widgetUrl)
    const value = `written at ${Date.now()}`

    await app.open()
    await app.pressSignIn()
    await widget.enterByEmail(freshEmail(), environment.codeFor)
    await widget.grant('Add a passkey')
    await widget.grant('Sign in')
    await app.isSignedIn()
    const did = await app.fact('did')
    const sessionDid = await app.fact('session-did')
    expect(did).toMatch(/^did:pkh:eip155:1:0x[0-9a-fA-F]{40}$/)
    expect(sessionDid).toMatch(/^did:key:(z6Mk\w+)#\1$/)
    expect({ reviews: await app.reviews(), signatures: environment.signed() }).toEqual({ reviews: 1, signatures: 1 })
    expect(await authenticator.credentials()).toHaveLength(1)
    expect(await widget.isShown()).toBe(false)

    await Promise.all([app.put('notes/first', value), widget.grant('Allow')])
    expect({ reviews: await app.reviews(), signatures: environment.signed() }).toEqual({ reviews: 2, signatures: 2 })
    expect(await widget.isShown()).toBe(false)
    expect(await readFromNode({ nodeUrl, record: await app.record(), key: 'notes/first' })).toEqual({
      status: 200,
      body: value,
    })

    await page.reload()
    await app.isSignedIn()
    expect(await app.fact('session-did')).toBe(sessionDid)
    expect(await app.get('notes/first')).toBe(value)

    await app.signOut()
    expect(await app.record()).toBeNull()
    await app.pressSignIn()
    await widget.button('Sign in').waitFor()
    await forgetEverything(widget.document())
    await page.reload()
    await app.pressSignIn()
    await widget.grant('Continue with passkey')
    await widget.grant('Sign in')
    await app.isSignedIn()
    expect(await app.fact('did')).toBe(did)
    expect(await app.fact('session-did')).not.toBe(sessionDid)
    expect({ reviews: await app.reviews(), signatures: environment.signed() }).toEqual({ reviews: 1, signatures: 3 })
    expect((await authenticator.credentials())[0]?.signCount).toBeGreaterThan(1)
    expect(await app.get('notes/first')).toBe(value)
  })

  test('signs in again where a passkey opened the session for another page of the same site', async () => {
    const { context, authenticator, origin, startConnect, outcome, ...host } = await environment.newHostPage()
    const { page, widget } = host
    await startConnect()
    await widget.enterByEmail(freshEmail(), environment.codeFor)
    await widget.grant('Add a passkey')
    const address = await host.address()
    await forgetEverything(widget.document())
    await page.reload()
    await startConnect()
    await widget.grant('Continue with passkey')
    expect(await outcome()).toMatchObject({ ok: true, value: { address } })

    const { appUrl, widgetUrl } = environment.playground
    expect(new URL(appUrl).hostname).toBe(new URL(origin).hostname)
    const app = createAppPage(page, appUrl)
    const there = createWidgetFrame(page, widgetUrl)
    await app.open()
    await app.pressSignIn()
    await there.grant('Continue with passkey')
    await there.grant('Continue')
    await there.grant('Sign in')
    await there.grant('Approve with passkey')
    await app.isSignedIn()
    expect(await app.fact('address')).toBe(address)
    expect(await authenticator.credentials()).toHaveLength(1)
    await context.close()
  })
})

describe('the frame of a page', () => {
  const connected = { ok: true, value: { address: expect.any(String), chainId: 1, keyId: expect.any(String) } }

  test('sends no request while it is preloaded', async () => {
    const { page, widget, context } = await environment.newHostPage()
    const seen = environment.proxy.seen.length
    await page.evaluate(() => window.openkey.preload())
    await page.evaluate(() => window.openkey.ping())
    await page.waitForTimeout(600)
    expect([await widget.isShown(), environment.proxy.seen.length - seen]).toEqual([false, 0])
    await context.close()
  })

  test('asks once for calls of one moment', async () => {
    const { page, widget, outcome, context } = await environment.newHostPage()
    await page.evaluate(() => window.start(() => Promise.all([window.openkey.connect(), window.openkey.connect()])))
    await widget.connectByEmail(freshEmail(), environment.codeFor)
    expect(await outcome()).toEqual({ ok: true, value: [connected.value, connected.value] })
    expect(await widget.isShown()).toBe(false)
    await context.close()
  })

  test('is one, whichever copy of the SDK constructs, and how often', async () => {
    const { page, widget, startConnect, outcome, context } = await environment.newHostPage()
    const script = await page.locator('script[src]').first().getAttribute('src')
    await page.evaluate(() => window.openkey.ping())
    // The way a replaced module or a second script tag comes in: the same code, evaluated anew.
    await page.addScriptTag({ type: 'module', url: `${script}?again` })
    await page.evaluate(() => window.openkey.ping())
    await page.evaluate(() => window.create({}))
    await page.evaluate(() => window.openkey.ping())
    expect(await page.locator('openkey-widget').count()).toBe(1)
    await startConnect()
    await widget.connectByEmail(freshEmail(), environment.codeFor)
    expect(await outcome()).toEqual(connected)
    await context.close()
  })
})

/** Clears the stored data of the widget. Passkeys stay. */
async function forgetEverything(frame: ReturnType<ReturnType<typeof createWidgetFrame>['document']>): Promise<void> {
  await frame.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name)
    localStorage.clear()
    sessionStorage.clear()
  })
}
