import { pressAfterReading } from '@openkey/host-sdk/testing/playwright'
import type { FrameLocator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sidewaysIn, violationsIn } from '../../fixtures/asserts/inspectScreen.ts'
import type { Visitor } from '../../fixtures/environment/browser/newVisitor.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createAppPage } from '../../fixtures/pages/appPage.ts'
import { type GeneratedCode, runGeneratedCode } from '../../fixtures/pages/runGeneratedCode.ts'
import type { Site } from '../../fixtures/pages/serving/serveSite.ts'
import { approveAll } from '../../fixtures/widget/approveAll.ts'
import { openWidgetWindow } from '../../fixtures/widget/openWidgetWindow.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment()
})
afterAll(() => environment?.stop())

/** Opens the app page and acts as a user on it. */
async function openApp(visitor: Visitor, query = '', appUrl = environment.playground.appUrl) {
  const { page } = visitor
  await page.goto(`${appUrl}/${query}`)
  return {
    ...visitor,
    app: createAppPage(page, appUrl),
    widget: createWidgetFrame(page, environment.playground.widgetUrl),
    choose: (label: string, value: string) =>
      page.getByRole('combobox', { name: label, exact: true }).selectOption(value),
    preview: page.getByTestId('preview'),
  }
}

describe('the switches of the page', () => {
  test('change the widget, the message and the URL, which shows others the same', async () => {
    const { page, app, widget, choose, preview, context } = await openApp(await environment.newVisitor())
    await preview.getByText('wants you to sign in').waitFor()
    expect(await preview.textContent()).toContain('Chain ID: 1\n')

    await choose('Language', 'de')
    await choose('Appearance', 'dark')
    await choose('Accent', '#4338ca')
    await choose('Corners', 'large')
    await choose('Presentation', 'inline')
    await page.getByRole('button', { name: 'Add a permission' }).click()
    await page.getByLabel('Path').fill('drafts/')
    await page.getByLabel('put').check()
    await preview.getByText("'get', 'put'").waitFor()
    const { searchParams } = new URL(page.url())
    expect(Object.fromEntries(searchParams)).toEqual({
      locale: 'de',
      theme: 'dark',
      accent: '#4338ca',
      radius: 'large',
      presentation: 'inline',
      permission: 'kv:get,put:default:drafts/',
    })

    await page.reload()
    expect(await page.getByLabel('Path').inputValue()).toBe('drafts/')
    await app.pressSignIn()
    await widget.locator.getByRole('button', { name: 'Weiter mit E-Mail' }).waitFor()
    expect(await page.locator('openkey-widget section').isVisible()).toBe(true)
    const { theme, radius } = await widget.document().evaluate(() => ({ ...document.documentElement.dataset }))
    expect({ theme, radius }).toEqual({ theme: 'dark', radius: 'large' })
    await context.close()
  })

  test('sign in by the provider, with exactly the chosen permissions', async () => {
    const query = '?sdk=provider&permission=kv:get,put:default:notes/'
    const { app, widget, preview, context } = await openApp(await environment.newVisitor(), query)
    await app.pressSignIn()
    await widget.connectByEmail(freshEmail(), environment.codeFor)
    await widget.grant('Sign in')
    await app.isSignedIn()
    await preview.getByText(await app.fact('address')).waitFor()
    expect((await preview.textContent())?.match(/urn:recap:/g)).toHaveLength(1)
    const record = JSON.stringify(await app.record())
    expect(record).toContain('notes/')
    expect(record).not.toContain('duckdb')
    await context.close()
  })

  test('sign in to a server by the element', async () => {
    const { page, widget, context } = await openApp(await environment.newVisitor(), '?sdk=element')
    await page.locator('openkey-sign-in').click()
    await widget.connectByEmail(freshEmail(), environment.codeFor)
    await widget.grant('Sign in')
    await page.getByText('The server answered: {"address":"0x').waitFor()
    await context.close()
  })

  test('ask a new user as on a first visit', async () => {
    const { app, choose, widget, page, context } = await openApp(await environment.newVisitor())
    await app.pressSignIn()
    await widget.connectByEmail(freshEmail(), environment.codeFor)
    await widget.grant('Sign in')
    await app.isSignedIn()
    const address = await app.fact('address')
    await app.signOut()
    await choose('User', 'new')
    const email = (await page.getByTestId('new-email').textContent()) ?? ''
    await app.pressSignIn()
    await widget.button('Continue with email').click()
    await widget.grant('Use another account')
    await widget.connectByEmail(email, environment.codeFor)
    await widget.grant('Sign in')
    await app.isSignedIn()
    expect(await app.fact('address')).not.toBe(address)
    await context.close()
  })

  test('S10: show under the other hostname what an unknown page sees', async () => {
    const { page, app, context } = await openApp(await environment.newVisitor(), '?theme=dark')
    await page.getByRole('link', { name: 'Open it as an unknown page' }).click()
    await page.getByText('The widget does not know this page').waitFor()
    expect(new URL(page.url()).hostname).toBe('stranger.localhost')
    expect(new URL(page.url()).search).toBe('?theme=dark')
    // The page knows from the handshake that its users approve in a window, and opens it in its own click.
    await page.getByRole('button', { name: 'Sign in with OpenKey' }).waitFor()
    await page.locator('openkey-widget iframe').waitFor({ state: 'attached' })
    const window = await openWidgetWindow(page, app.pressSignIn)
    await window.connectByEmail(freshEmail(), environment.codeFor)
    await window.grant('Sign in')
    await app.isSignedIn()
    await context.close()
  })
})

describe('the page', () => {
  test('passes axe in light and dark, and never scrolls sideways at 320 px', async () => {
    const query = '?permission=kv:get:default:'
    for (const colorScheme of ['light', 'dark'] as const) {
      const { page, preview, context } = await openApp(await environment.newVisitor(), query)
      await page.emulateMedia({ colorScheme })
      await page.setViewportSize({ width: 320, height: 640 })
      await preview.getByText('wants you to sign in').waitFor()
      expect(await violationsIn(page.mainFrame())).toEqual([])
      expect(await sidewaysIn(page.mainFrame())).toEqual([])
      await context.close()
    }
  })
})

/** Switches, and the forms in which their code is copied. */
const copied: readonly { readonly query: string; readonly forms: readonly GeneratedCode['form'][] }[] = [
  {
    query: '?theme=dark&locale=de&accent=%234338ca&radius=large&font=serif&permission=kv:get,put:default:notes/',
    forms: ['npm', 'React', 'Script tag'],
  },
  { query: '?sdk=provider&presentation=inline', forms: ['npm', 'React', 'wagmi', 'Script tag'] },
  { query: '?presentation=window', forms: ['npm', 'Script tag'] },
  { query: '?sdk=element&theme=dark&locale=es&density=compact', forms: ['Element'] },
]

describe('the code that the page writes', () => {
  let person: Visitor
  let site: Site
  const codes: GeneratedCode[] = []
  beforeAll(async () => {
    person = await environment.newVisitor()
    const { context, page } = person
    const { appUrl } = environment.playground
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: appUrl })
    for (const [index, { query, forms }] of copied.entries()) {
      await page.goto(`${appUrl}/${query}`)
      for (const form of forms) {
        await page.getByRole('button', { name: form, exact: true }).click({ force: forms.length === 1 })
        await page.getByRole('button', { name: 'Copy' }).click()
        await page.getByText('Copied.').waitFor()
        const code = (await page.getByTestId('code').textContent()) ?? ''
        await page.waitForFunction(async (text) => (await navigator.clipboard.readText()) === text, code)
        codes.push({ name: `code-${index}-${forms.indexOf(form)}`, form, code })
      }
    }
    site = await runGeneratedCode(codes)
  })
  afterAll(async () => {
    await site?.stop()
    await person?.context.close()
  })

  const cases = copied.flatMap(({ query, forms }, index) =>
    forms.map((form, position) => [form, query, `code-${index}-${position}`] as const),
  )
  test.for(cases)('signs in: %s for %s', async ([, query, name]) => {
    const page = await person.context.newPage()
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(error.message))
    await page.goto(`${site.origin}/${name}.html`)
    const press = () => page.locator('button, openkey-sign-in').first().click()
    await (query.includes('window') ? signInInWindow(page, press) : signInInFrame(page, press))
    expect(errors).toEqual([])
    await page.close()
  })

  const isDone = (page: Page) =>
    page
      .getByText(/^Signed in as 0x[0-9a-fA-F]{40}$/)
      .or(page.locator('openkey-sign-in:state(signed-in)'))
      .first()
      .waitFor()

  /** The frame and the window of the widget have storage of their own. Each asks for the email once. */
  const known = new Set<'frame' | 'window'>()

  async function signInInFrame(page: Page, press: () => Promise<void>) {
    const { locator } = createWidgetFrame(page, environment.playground.widgetUrl)
    await press()
    if (!known.has('frame')) await signUp(locator)
    known.add('frame')
    await approveAll(locator, isDone(page))
  }

  async function signInInWindow(page: Page, press: () => Promise<void>) {
    const window = await openWidgetWindow(page, press)
    if (!known.has('window')) await window.connectByEmail(freshEmail(), environment.codeFor)
    known.add('window')
    await approveAll(window.page, isDone(page))
  }

  /** In any language. */
  async function signUp(widget: FrameLocator) {
    const email = freshEmail()
    await widget.getByRole('button', { name: /E-?mail/i }).click()
    await widget.locator('input[type=email]').fill(email)
    await widget.locator('button[type=submit]').click()
    const code = widget.locator('input[inputmode=numeric]')
    await code.waitFor()
    await code.pressSequentially(await environment.codeFor(email))
    await pressAfterReading(widget.locator('.actions button[class="button"]'))
  }
})
