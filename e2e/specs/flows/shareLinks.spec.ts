import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inspectScreen } from '../../fixtures/asserts/inspectScreen.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createAppPage } from '../../fixtures/pages/appPage.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment()
})
afterAll(() => environment?.stop())

describe('a share link', () => {
  test('shows one value to a third party without an account, until its owner revokes it', async () => {
    const { appUrl, widgetUrl } = environment.playground
    const owner = await environment.newVisitor()
    const app = createAppPage(owner.page, appUrl)
    const widget = createWidgetFrame(owner.page, widgetUrl)
    await app.open()
    await app.pressSignIn()
    await widget.connectByEmail(freshEmail(), environment.codeFor)
    await widget.grant('Sign in')
    await app.isSignedIn()
    await Promise.all([app.put('notes/shared', 'for whoever has the link'), widget.grant('Allow')])
    await app.put('notes/private', 'for nobody')
    const link = await app.share('notes/shared')
    const signatures = environment.signed()

    const stranger = await environment.newVisitor()
    const before = environment.proxy.seen.length
    const errors: string[] = []
    stranger.page.on('console', (entry) => entry.type() === 'error' && errors.push(entry.text()))
    const theirs = createAppPage(stranger.page, appUrl)
    await stranger.page.goto(link)
    expect(await theirs.sharedValue()).toBe('for whoever has the link')
    expect(await inspectScreen(stranger.page, stranger.page.mainFrame())).toEqual([])
    expect(errors).toEqual([])

    // The link names the value. Naming another one in its place opens nothing.
    const other = await stranger.context.newPage()
    await other.goto(link.replace('notes%2Fshared', 'notes%2Fprivate'))
    await other.getByTestId('problem-code').getByText('session_rejected').waitFor()
    expect(await other.getByTestId('shared-value').count()).toBe(0)

    await app.revokeShare()
    const readAgain = stranger.page.getByRole('button', { name: 'Read again' })
    await readAgain.click()
    await stranger.page.getByTestId('problem-code').getByText('session_rejected').waitFor()
    await stranger.page.reload()
    await stranger.page.getByTestId('problem-code').waitFor()
    expect(await stranger.page.getByTestId('shared-value').count()).toBe(0)
    expect(await app.get('notes/shared')).toBe('for whoever has the link')
    // Nobody signed for the link, and its reader sent nothing to the key endpoint.
    expect([environment.signed(), environment.proxy.seen.slice(before)]).toEqual([signatures, []])
  })
})
