import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sidewaysIn, violationsIn } from '../../fixtures/asserts/inspectScreen.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createAppPage } from '../../fixtures/pages/appPage.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment({ bootstrap: { syncBudgetMs: 1 } })
})
afterAll(() => environment?.stop())

/** Opens the page as a new user, who has not signed in yet. */
async function openPage() {
  const visitor = await environment.newVisitor()
  const { page } = visitor
  const { appUrl, widgetUrl } = environment.playground
  const app = createAppPage(page, appUrl)
  const widget = createWidgetFrame(page, widgetUrl)
  await app.open()
  return {
    ...visitor,
    app,
    openTab: (name: string) => page.getByRole('link', { name, exact: true }).click(),
    signUp: async () => {
      await app.pressSignIn()
      await widget.connectByEmail(freshEmail(), environment.codeFor)
      await widget.grant('Sign in')
      await app.isSignedIn()
    },
    part: (name: string) => page.getByTestId(`account-${name}`),
    isComplete: () => page.getByRole('log').getByText('The account is complete').waitFor(),
  }
}

describe('the account at the node', () => {
  test('shows the bootstrap until it ends, and what it has created', async () => {
    const { page, app, openTab, signUp, part, isComplete, context } = await openPage()
    await openTab('Account')
    expect(await part('spaces').textContent()).toBe('none')
    await openTab('Sign in')
    await signUp()
    await isComplete()
    expect(await app.fact('bootstrap')).toBe('complete')

    await openTab('Account')
    await expect.poll(() => part('complete').textContent()).toBe('complete')
    const names = ['account', 'applications', 'default', 'public', 'secrets']
    for (const name of names) await part('spaces').getByText(`:${name} · ${name}`).waitFor()
    expect(await part('records').getByRole('listitem').count()).toBe(6)
    expect(await part('rows').textContent()).toContain('spaces: 5 new')
    expect(await part('network').textContent()).toContain('urn:tinycloud:encryption:')
    expect(await part('delegations').textContent()).toBe('none')

    await page.getByRole('button', { name: 'Read again' }).click()
    await expect.poll(() => part('spaces').getByText('new').count()).toBe(0)
    await page.getByRole('button', { name: 'End this session' }).click()
    await page.getByText('Nobody is signed in.').waitFor()
    expect(await app.record()).toBeNull()
    await context.close()
  })

  test('says what a session may not read', async () => {
    const { page, signUp, openTab, part, context } = await openPage()
    await page.goto(`${environment.playground.appUrl}/?permission=kv:get,put:default:notes/`)
    await signUp()
    await openTab('Account')
    await page.getByText('not readable with the permissions of this session').waitFor()
    expect(await part('records').textContent()).toBe('This session was not granted it.')
    await context.close()
  })
})

describe('the waterfall', () => {
  test('divides a sign-in into its steps, as a picture and as a table', async () => {
    const { page, app, signUp, openTab, isComplete, context } = await openPage()
    await openTab('Waterfall')
    await page.getByText('Sign in on the first tab').waitFor()
    await openTab('Sign in')
    await signUp()
    await isComplete()
    await app.put('greeting', 'hello')
    await openTab('Waterfall')
    const steps = await page.getByRole('rowheader').allTextContents()
    expect(steps).toEqual([
      'Frame',
      'Handshake',
      'Account',
      'Message',
      'Review',
      'Key endpoint',
      'Bootstrap',
      'Activation',
      'First value',
    ])
    expect(await page.getByTestId('waterfall').locator('text').allTextContents()).toEqual(steps)
    expect(await page.getByTestId('waterfall').locator('rect').count()).toBe(steps.length)
    const figures = await page.getByRole('row').filter({ hasText: 'Review' }).getByRole('cell').allTextContents()
    expect(figures.slice(0, 2)).toEqual([expect.stringMatching(/^\d+ ms$/), expect.stringMatching(/^\d+ ms$/)])

    await page.getByText('Requests of the key endpoint to the node').click()
    const requests = page.getByRole('region', { name: 'Requests of the key endpoint' }).locator('tbody tr')
    await requests.getByText('host default').waitFor()
    await requests.getByText('kv system/bootstrap/complete', { exact: true }).waitFor()
    expect(await requests.last().textContent()).toContain('lease drop')

    await page.setViewportSize({ width: 320, height: 640 })
    for (const tab of ['Waterfall', 'Account']) {
      await openTab(tab)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        expect(await violationsIn(page.mainFrame())).toEqual([])
      }
      const outside = (await sidewaysIn(page.mainFrame())).filter((html) => !/^<(section class="scroll"|t)/.test(html))
      expect(outside).toEqual([])
    }
    await context.close()
  })
})
