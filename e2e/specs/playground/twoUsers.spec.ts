import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sidewaysIn, violationsIn } from '../../fixtures/asserts/inspectScreen.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createAppPage } from '../../fixtures/pages/appPage.ts'
import { openWidgetWindow } from '../../fixtures/widget/openWidgetWindow.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment({ bootstrap: { syncBudgetMs: 1 } })
})
afterAll(() => environment?.stop())

/** Signs a new user in, in a browser of their own, and opens the account. */
async function openAccount({ greeting }: { readonly greeting?: string } = {}) {
  const visitor = await environment.newVisitor()
  const { page } = visitor
  const { appUrl, widgetUrl } = environment.playground
  const app = createAppPage(page, appUrl)
  const widget = createWidgetFrame(page, widgetUrl)
  await app.open()
  await app.pressSignIn()
  await widget.connectByEmail(freshEmail(), environment.codeFor)
  await widget.grant('Sign in')
  await app.isSignedIn()
  const did = await app.fact('did')
  if (greeting !== undefined) {
    await page.getByRole('log').getByText('The account is complete').waitFor()
    await app.put('greeting', greeting)
    await app.put('note', 'Bring the book.')
  }
  await page.getByRole('link', { name: 'Account', exact: true }).click()
  return {
    ...visitor,
    did,
    widget,
    press: (name: string) => page.getByRole('button', { name, exact: true }).click(),
    card: (name: string) => page.getByRole('region', { name, exact: true }),
  }
}

/** Code and sentence of the error in a part of the page. */
async function problemIn(part: ReturnType<Page['locator']>) {
  const notice = part.getByRole('alert')
  await notice.waitFor()
  const text = (id: string) => notice.getByTestId(`problem-${id}`).textContent()
  return [await text('code'), await text('message')]
}

const values = [
  ['greeting', 'hello'],
  ['note', 'Bring the book.'],
]

/** The values that are shown, by key. */
async function valuesOf(page: Page) {
  const rows = page.getByTestId('delegated-values').locator('div')
  await rows.first().waitFor()
  return Promise.all((await rows.all()).map((row) => row.locator('dt, dd').allTextContents()))
}

describe('a delegation on the page', () => {
  test('fails for a session DID, and lets another user of the page read until it is revoked', async () => {
    const { page, press, card, context } = await openAccount({ greeting: 'hello' })
    const delegate = card('Delegate to another user')
    const use = card('Use a delegation')
    await press('Create another user')
    await delegate.getByText('Created another user.').waitFor()

    await press('Use the session DID')
    await press('Delegate reading')
    expect(await problemIn(delegate)).toEqual(['delegatee_invalid', 'Delegation failed: invalid delegatee'])

    await press('Use the primary DID')
    await press('Delegate reading')
    await delegate.getByText('Delegated: the other user may read').waitFor()
    await press('Paste the delegation above')
    await press('Read as the other user')
    expect(await valuesOf(page)).toEqual(values)

    await press('Read as the user of this page')
    const [code, message] = await problemIn(use)
    expect(code).toBe('delegatee_invalid')
    expect(message).toMatch(/^The delegation is for did:pkh:eip155:1:0x\w{40}, but the wallet uses another account\.$/)

    await press('Revoke the delegation')
    await delegate.getByText('Revoked. The node rejects it').waitFor()
    await press('Read as the other user')
    expect((await problemIn(use))[0]).toBe('session_rejected')
    await context.close()
  })

  test('lets a person in another browser read, who approves it in the widget', async () => {
    const bob = await openAccount()
    const alice = await openAccount({ greeting: 'hello' })
    await alice.page.getByLabel('Delegate to this DID').fill(bob.did)
    await alice.press('Delegate reading')
    const text = await alice.page.getByTestId('delegation').textContent()

    await bob.page.getByLabel('Delegation', { exact: true }).fill('hello')
    await bob.press('Read as the user of this page')
    expect((await problemIn(bob.card('Use a delegation')))[0]).toBe('delegation_invalid')
    await bob.page.getByLabel('Delegation', { exact: true }).fill(text ?? '')
    await bob.press('Read as the user of this page')
    await bob.widget.grant('Sign in')
    expect(await valuesOf(bob.page)).toEqual(values)
    await alice.context.close()
    await bob.context.close()
  })
})

describe('sessions and approvals on the page', () => {
  test('open a window of the widget, in which the user removes this app', async () => {
    const { page, press, card, context } = await openAccount()
    const approval = page.getByTestId('approval')
    await expect.poll(() => approval.textContent()).toMatch(/^for 0x/)
    const window = await openWidgetWindow(page, () => press('Open a window with the list'))
    await window.button('Where you’re signed in').click()
    await window.grant('Remove')
    await window.page.getByText('You haven’t approved any apps in this browser.').waitFor()
    await window.page.close()
    await card('Sessions and approvals').getByText('The window has closed.').waitFor()
    await expect.poll(() => approval.textContent()).toMatch(/^none/)
    await context.close()
  })

  test('end by a button each', async () => {
    const { page, press, context } = await openAccount()
    await press('Revoke the approval of this app')
    await expect.poll(() => page.getByTestId('approval').textContent()).toMatch(/^none/)
    await press('End this session')
    await page.getByText('Nobody is signed in.').waitFor()
    await context.close()
  })

  test('pass axe in light and dark, and fit 320 px', async () => {
    const { page, press, context } = await openAccount()
    await press('Create another user')
    await page.getByText('Created another user.').waitFor()
    await page.setViewportSize({ width: 320, height: 640 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violationsIn(page.mainFrame())).toEqual([])
    }
    const outside = (await sidewaysIn(page.mainFrame())).filter((html) => !/^<(section class="scroll"|code)/.test(html))
    expect(outside).toEqual([])
    await context.close()
  })
})
