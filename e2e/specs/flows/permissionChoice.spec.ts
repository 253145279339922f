import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { violationsIn } from '../../fixtures/asserts/inspectScreen.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { type AppPage, createAppPage } from '../../fixtures/pages/appPage.ts'
import { openScriptTagSpace } from '../../fixtures/pages/openScriptTagSpace.ts'
import { readFromNode } from '../../fixtures/processes/readFromNode.ts'
import { openWidgetWindow } from '../../fixtures/widget/openWidgetWindow.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

let environment: TestEnvironment
let restricted: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment()
  restricted = await startEnvironment({ widgetPolicy: { approval: { trustLoopback: false } } })
})
afterAll(() => Promise.all([environment?.stop(), restricted?.stop()]))

type StoredSession = { readonly siwe: string; readonly tinycloudSession: { readonly spaceId: string } }

/** Reads a key with the page's session, from the app's space or another one. Returns the node's status. */
async function statusOf({ app, space = 'default' }: { app: AppPage; space?: string }): Promise<number> {
  const record = (await app.record()) as StoredSession
  const { tinycloudSession } = record
  const spaceId = tinycloudSession.spaceId.replace(/[^:]+$/, space)
  const { nodeUrl } = environment.playground
  const other = { ...record, tinycloudSession: { ...tinycloudSession, spaceId } }
  return (await readFromNode({ nodeUrl, record: other, key: 'notes/first' })).status
}

const storedMessage = async (app: AppPage) => ((await app.record()) as StoredSession).siwe
const secrets = 'Read, change and delete all secrets'

describe('the choice of permissions', () => {
  test('S3: signs only what the user kept, for as long as the user chose, and the node refuses the rest', async () => {
    const { page } = await environment.newVisitor()
    const { appUrl, widgetUrl } = environment.playground
    const app = createAppPage(page, appUrl)
    const widget = createWidgetFrame(page, widgetUrl)
    const shown = () => widget.locator.locator('main').innerText()

    await app.open()
    await app.pressSignIn()
    await widget.connectByEmail(freshEmail(), environment.codeFor)
    await widget.button('Choose permissions').click()
    await widget.button('Back').click()
    await widget.button('Sign in').waitFor()
    expect(await shown()).toContain(secrets)

    await widget.button('Choose permissions').click()
    const permission = (name: string) => widget.locator.getByRole('checkbox', { name, exact: true })
    expect(await permission('See its own permissions').isDisabled()).toBe(true)
    expect(await widget.button('Continue').getAttribute('aria-disabled')).toBe('true')
    const places = await widget.locator.getByRole('heading', { level: 3 }).allTextContents()
    expect(places).toEqual([...new Set(places)])
    await permission(secrets).uncheck()
    await widget.locator.getByRole('radio', { name: 'in 15 minutes' }).check()
    expect(environment.signed()).toBe(0)
    expect(await violationsIn(widget.document())).toEqual([])
    await widget.grant('Continue')

    await widget.button('Sign in').waitFor()
    expect(await shown()).not.toContain(secrets)
    expect(await shown()).toMatch(/in 1[45] minutes/)
    expect(await widget.locator.getByText('The app replaced its previous request').count()).toBe(0)
    await widget.locator.getByText('Exact message').click()
    const exact = await widget.locator.locator('pre').innerText()
    await widget.grant('Sign in')
    await app.isSignedIn()
    expect({ reviews: await app.reviews(), signatures: environment.signed() }).toEqual({ reviews: 2, signatures: 1 })
    expect(await storedMessage(app)).toBe(exact)
    expect(exact).not.toContain(':secrets/')

    await Promise.all([app.put('notes/first', 'kept'), widget.grant('Allow')])
    expect(await statusOf({ app })).toBe(200)
    expect(await statusOf({ app, space: 'secrets' })).toBe(401)

    await page.reload()
    await app.isSignedIn()
    expect(await app.get('notes/first')).toBe('kept')
    expect(await storedMessage(app)).toBe(exact)
  })

  test('S8, S10: happens in the window of an unknown page, whose frame shows the same as before', async () => {
    const { page } = await restricted.newVisitor()
    const { appUrl, widgetUrl } = restricted.playground
    const app = createAppPage(page, appUrl)
    const frame = createWidgetFrame(page, widgetUrl)
    const framed = () => frame.locator.locator('body').innerText()

    // The browser blocks windows of the page itself, so that the frame opens it.
    await page.addInitScript(() => parent === self && Reflect.set(self, 'open', () => null))
    await app.open()
    await app.pressSignIn()
    const window = await openWidgetWindow(page, () => frame.button('Continue in a window').click())
    await window.connectByEmail(freshEmail(), restricted.codeFor)
    await window.button('Sign in').waitFor()
    const before = await framed()
    await window.button('Choose permissions').click()
    await window.page.getByRole('checkbox', { name: secrets, exact: true }).uncheck()
    expect(await framed()).toBe(before)
    await window.grant('Continue')

    await window.button('Sign in').waitFor()
    expect(await window.page.locator('main').innerText()).not.toContain(secrets)
    expect(await framed()).toBe(before)
    await window.grant('Sign in')
    await app.isSignedIn()
    expect(restricted.signed()).toBe(1)
    expect(await storedMessage(app)).not.toContain(':secrets/')
  })

  test('S3: is there on a page with a script tag, which loads the module from the files of the package', async () => {
    const { page, said, signed, stop } = await openScriptTagSpace(environment)
    const widget = createWidgetFrame(page, environment.playground.widgetUrl)
    await page.getByRole('button', { name: 'Open' }).click()
    await widget.connectByEmail(freshEmail(), environment.codeFor)
    await widget.button('Choose permissions').click()
    await widget.locator.locator('.group', { hasText: 'Your secrets' }).getByRole('checkbox').uncheck()
    await widget.grant('Continue')
    await widget.grant('Sign in')
    await expect.poll(signed).toContain(':default/kv/notes/')
    expect(await signed()).not.toContain(':secrets/')
    expect(said).toEqual([])
    await stop()
  })
})
