import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAppPage } from '../fixtures/appPage.ts'
import { type Bench, freshEmail, openBench } from '../fixtures/openBench.ts'
import { readFromNode } from '../fixtures/readFromNode.ts'
import { createWidgetFrame } from '../fixtures/widgetFrame.ts'

let bench: Bench
beforeAll(async () => {
  bench = await openBench()
})
afterAll(() => bench?.stop())

const signatures = () => bench.proxy.seen.filter((line) => /^POST \/api\/keys\/[^/]+\/sign$/.test(line)).length

describe('sign-in', () => {
  test('brings a new user in by e-mail code, keeps a value and a session, and knows the passkey again', async () => {
    const { page, authenticator } = await bench.newVisitor()
    const { appUrl, widgetUrl, nodeUrl } = bench.playground
    const app = createAppPage(page, appUrl)
    const widget = createWidgetFrame(page, widgetUrl)
    const value = `written at ${Date.now()}`

    await app.open()
    await app.pressSignIn()
    await widget.enterByEmail(freshEmail(), bench.codeFor)
    await widget.button('Add a passkey').click()
    await widget.grant('Sign in')
    await app.isSignedIn()
    const did = await app.fact('did')
    const sessionDid = await app.fact('session-did')
    expect(did).toMatch(/^did:pkh:eip155:1:0x[0-9a-fA-F]{40}$/)
    expect(sessionDid).toMatch(/^did:key:(z6Mk\w+)#\1$/)
    expect({ reviews: await app.reviews(), signatures: signatures() }).toEqual({ reviews: 1, signatures: 1 })
    expect(await authenticator.credentials()).toHaveLength(1)
    expect(await widget.isShown()).toBe(false)

    await Promise.all([app.put('notes/first', value), widget.grant('Allow')])
    expect({ reviews: await app.reviews(), signatures: signatures() }).toEqual({ reviews: 2, signatures: 2 })
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
    await widget.button('Continue with passkey').click()
    await widget.grant('Sign in')
    await app.isSignedIn()
    expect(await app.fact('did')).toBe(did)
    expect(await app.fact('session-did')).not.toBe(sessionDid)
    expect({ reviews: await app.reviews(), signatures: signatures() }).toEqual({ reviews: 1, signatures: 3 })
    expect((await authenticator.credentials())[0]?.signCount).toBeGreaterThan(1)
    expect(await app.get('notes/first')).toBe(value)
  })

  test('signs in again where a passkey opened the session for another page of the same site', async () => {
    const { page, context, authenticator, widget, origin, startConnect, outcome } = await bench.newHostPage()
    await startConnect()
    await widget.enterByEmail(freshEmail(), bench.codeFor)
    await widget.button('Add a passkey').click()
    const { address } = ((await outcome()) as { value: { address: string } }).value
    await forgetEverything(widget.document())
    await page.reload()
    await startConnect()
    await widget.button('Continue with passkey').click()
    expect(await outcome()).toMatchObject({ ok: true, value: { address } })

    const { appUrl, widgetUrl } = bench.playground
    expect(new URL(appUrl).hostname).toBe(new URL(origin).hostname)
    const app = createAppPage(page, appUrl)
    const there = createWidgetFrame(page, widgetUrl)
    await app.open()
    await app.pressSignIn()
    await there.button('Continue with passkey').click()
    await there.grant('Continue')
    await there.grant('Sign in')
    await there.grant('Approve with passkey')
    await app.isSignedIn()
    expect(await app.fact('address')).toBe(address)
    expect(await authenticator.credentials()).toHaveLength(1)
    await context.close()
  })
})

/** What "clear site data" does to the widget; passkeys stay. */
async function forgetEverything(frame: ReturnType<ReturnType<typeof createWidgetFrame>['document']>): Promise<void> {
  await frame.evaluate(async () => {
    for (const { name } of await indexedDB.databases()) if (name) indexedDB.deleteDatabase(name)
    localStorage.clear()
    sessionStorage.clear()
  })
}
