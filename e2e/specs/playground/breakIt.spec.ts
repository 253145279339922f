import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sidewaysIn, violationsIn } from '../../fixtures/asserts/inspectScreen.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createAppPage } from '../../fixtures/pages/appPage.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment({ bootstrap: 'on' })
})
afterAll(() => environment?.stop())

/** Opens the tab as a new visitor. */
async function openBreaks() {
  const visitor = await environment.newVisitor()
  const { page } = visitor
  const { appUrl, widgetUrl } = environment.playground
  await page.goto(`${appUrl}/?tab=break`)
  const widget = createWidgetFrame(page, widgetUrl)
  const item = (name: string) =>
    page.getByRole('listitem').filter({ has: page.getByRole('heading', { name, exact: true }) })
  return {
    ...visitor,
    widget,
    app: createAppPage(page, appUrl),
    item,
    tryOut: (name: string) => page.getByRole('button', { name: `Try it: ${name}`, exact: true }).click(),
    signUp: async () => {
      await widget.connectByEmail(freshEmail(), environment.codeFor)
      await widget.grant('Sign in')
    },
    /** Code, sentence and fix of the error that the page shows. */
    problem: async (name: string) => {
      const notice = item(name).getByRole('alert')
      await notice.waitFor()
      expect(await notice.getByRole('paragraph').count()).toBeGreaterThanOrEqual(2)
      return notice.getByTestId('problem-code').textContent()
    },
  }
}

describe('break it', () => {
  test.for([
    ['Wrong domain', 'domain_mismatch'],
    ['Expired message', 'siwe_expired'],
    ['Clock of the app', 'siwe_not_yet_valid'],
    ['Blocked frame', 'frame_blocked'],
    ['Blocked window', 'popup_blocked'],
    ['Hostile peer', 'internal'],
  ] as const)('shows the error and its fix: %s', async ([name, code]) => {
    const { tryOut, problem, item, context } = await openBreaks()
    expect(await item(name).textContent()).toContain(`The app gets ${code}.`)
    await tryOut(name)
    expect(await problem(name)).toBe(code)
    await context.close()
  })

  test.for([
    ['Node down', 'node_unreachable'],
    ['Key endpoint: 429', 'rate_limited'],
    ['Key endpoint: 500', 'key_endpoint_unreachable'],
  ] as const)('shows the error and its fix after a sign-in: %s', async ([name, code]) => {
    const { tryOut, signUp, widget, problem, context } = await openBreaks()
    await tryOut(name)
    await signUp()
    if (name !== 'Node down') await widget.button('Leave').click()
    expect(await problem(name)).toBe(code)
    await context.close()
  })

  test('asks to sign in again where the key endpoint answers 401', async () => {
    const { tryOut, signUp, widget, problem, context } = await openBreaks()
    await tryOut('Key endpoint: 401')
    await signUp()
    await widget.button('Continue with email').waitFor()
    await widget.button('Cancel').click()
    expect(await problem('Key endpoint: 401')).toBe('user_rejected')
    await context.close()
  })

  test.for(['Storage off', 'Node slow', 'Bootstrap fails'] as const)('works all the same: %s', async (name) => {
    const { tryOut, signUp, item, context } = await openBreaks()
    await tryOut(name)
    await signUp()
    await item(name).getByText('It works all the same.').waitFor()
    await context.close()
  })

  test('creates no account while the bootstrap is off', async () => {
    const { tryOut, signUp, item, context } = await openBreaks()
    await tryOut('Bootstrap off')
    await signUp()
    await item('Bootstrap off').getByText('It works all the same. Account bootstrap: skipped.').waitFor()
    await context.close()
  })

  test('leaves the page itself in order', async () => {
    const { page, app, tryOut, problem, signUp, context } = await openBreaks()
    await tryOut('Hostile peer')
    await problem('Hostile peer')
    await page.getByRole('link', { name: 'Sign in', exact: true }).click()
    await app.pressSignIn()
    await signUp()
    await app.isSignedIn()
    await context.close()
  })
})

describe('the doctor of the page', () => {
  test('finds nothing wrong with it', async () => {
    const { page, context } = await environment.newVisitor()
    await page.goto(`${environment.playground.appUrl}/?tab=doctor`)
    await page.getByRole('button', { name: 'Examine this page' }).click()
    await page.getByText('Nothing prevents the widget from working on this page.').waitFor()
    await context.close()
  })
})

describe('the development inbox', () => {
  test('passes axe in light and dark, and fits 320 px', async () => {
    const { page, widget, tryOut, context } = await openBreaks()
    await tryOut('Key endpoint: 401')
    await widget.connectByEmail(freshEmail(), environment.codeFor)
    await page.setViewportSize({ width: 320, height: 640 })
    const href = await page.getByRole('link', { name: 'Development inbox' }).getAttribute('href')
    await page.goto(href ?? '')
    await page.getByRole('heading', { level: 2 }).first().waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violationsIn(page.mainFrame())).toEqual([])
    }
    expect(await sidewaysIn(page.mainFrame())).toEqual([])
    await context.close()
  })
})

describe('the tabs', () => {
  test.for(['break', 'doctor', 'attacks'])('pass axe in light and dark, and fit 320 px: %s', async (tab) => {
    const { page, context } = await environment.newVisitor()
    await page.setViewportSize({ width: 320, height: 640 })
    await page.goto(`${environment.playground.appUrl}/?tab=${tab}`)
    await page.getByRole('heading', { level: 2 }).waitFor()
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violationsIn(page.mainFrame())).toEqual([])
    }
    const outside = (await sidewaysIn(page.mainFrame())).filter(
      (html) => !/^<(section class="scroll"|t|code)/.test(html),
    )
    expect(outside).toEqual([])
    await context.close()
  })
})
