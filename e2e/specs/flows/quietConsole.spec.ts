import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createAppPage } from '../../fixtures/pages/appPage.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment()
})
afterAll(() => environment?.stop())

/** Collects the warnings and errors that a developer sees in the console, of the page and of its frames. */
function recordConsole(page: Page): readonly string[] {
  const seen: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) seen.push(`${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => seen.push(String(error)))
  return seen
}

describe('the console', () => {
  test('shows no error while a user signs in, stores a value, and comes back', async () => {
    const { page } = await environment.newVisitor()
    const seen = recordConsole(page)
    const { appUrl, widgetUrl } = environment.playground
    const app = createAppPage(page, appUrl)
    const widget = createWidgetFrame(page, widgetUrl)

    await app.open()
    await app.pressSignIn()
    await widget.enterByEmail(freshEmail(), environment.codeFor)
    await widget.grant('Add a passkey')
    await widget.grant('Sign in')
    await app.isSignedIn()
    await Promise.all([app.put('notes/first', 'a value'), widget.grant('Allow')])
    await page.reload()
    await app.isSignedIn()
    await app.signOut()
    await app.pressSignIn()
    await widget.grant('Sign in')
    await app.isSignedIn()

    // The app reads values that nobody has written yet. The node answers these with 404.
    expect(seen.filter((line) => !line.endsWith(`404 (Not Found) ${environment.playground.nodeUrl}/invoke`))).toEqual(
      [],
    )
  })
})
