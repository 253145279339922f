import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sidewaysIn, violationsIn } from '../../fixtures/asserts/inspectScreen.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createAppPage } from '../../fixtures/pages/appPage.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment()
})
afterAll(() => environment?.stop())

/** Signs in by a code, and opens the log. */
async function openLog() {
  const visitor = await environment.newVisitor()
  const { page } = visitor
  const { appUrl, widgetUrl } = environment.playground
  const app = createAppPage(page, appUrl)
  const widget = createWidgetFrame(page, widgetUrl)
  const email = freshEmail()
  await app.open()
  await app.pressSignIn()
  await widget.enterByEmail(email, environment.codeFor)
  const code = await environment.codeFor(email)
  await widget.grant('Not now')
  await widget.grant('Sign in')
  await app.isSignedIn()
  const address = await app.fact('address')
  await page.getByRole('link', { name: 'Protocol log' }).click()
  return {
    ...visitor,
    app,
    email,
    code,
    address,
    rows: page.getByRole('region', { name: 'Messages' }).locator('tbody tr'),
    press: (name: string) => page.getByRole('button', { name, exact: true }).click(),
    choose: (line: string) => page.getByRole('combobox', { name: 'Line', exact: true }).selectOption(line),
  }
}

/** Exports the log, and returns the file. */
async function exportLog({ page, press }: Pick<Awaited<ReturnType<typeof openLog>>, 'page' | 'press'>) {
  const [download] = await Promise.all([page.waitForEvent('download'), press('Export')])
  const path = await download.path()
  return { path, text: await readFile(path, 'utf8') }
}

describe('the protocol log', () => {
  test('shows the messages of a sign-in in both directions, filtered, and none while it is paused', async () => {
    const { page, rows, press, choose, address, context } = await openLog()
    expect((await rows.allTextContents()).filter((text) => !text.endsWith('accepted'))).toEqual([])

    await choose('window')
    const handshake = await rows.allTextContents()
    expect(handshake).toHaveLength(2)
    expect(handshake[0]).toContain('widget → page: openkey:hello')
    expect(handshake[1]).toContain('page → widget: openkey:connect')

    await choose('widget')
    await page.getByLabel('Contains').fill('signSiwe')
    await rows.nth(1).waitFor()
    await rows.nth(1).locator('summary').click()
    const reply = rows.nth(1)
    expect(await reply.textContent()).toContain(`"address": "${address}"`)
    expect(await reply.textContent()).toContain('"signature": "‹text of 132›"')
    expect(await reply.locator('td').nth(4).textContent()).toMatch(/^\d+ ms$/)

    await press('Pause')
    await page.getByLabel('Contains').fill('')
    await page.getByLabel('Hide pings').uncheck()
    const before = await rows.count()
    await page.getByRole('link', { name: 'Sign in', exact: true }).click()
    await page.getByText('Advanced').click()
    await press('Ping')
    await page.getByText('OpenKey responded').waitFor()
    await page.getByRole('link', { name: 'Protocol log' }).click()
    expect(await rows.count()).toBe(before)
    await press('Pause')
    await page.getByRole('link', { name: 'Sign in', exact: true }).click()
    await press('Ping')
    await page.getByText('OpenKey responded').nth(1).waitFor()
    await page.getByRole('link', { name: 'Protocol log' }).click()
    await expect.poll(() => rows.count()).toBeGreaterThan(before)
    await context.close()
  })

  test('S7: exports nothing that is secret, and replays the file step by step on another page', async () => {
    const log = await openLog()
    const { page, app, email, code, rows } = log
    const exported = await exportLog(log)
    const record = JSON.stringify(await app.record())
    const [privateKey = ''] = /"d":"([\w-]{43})"/.exec(record.replaceAll('\\', '')) ?? []
    const [signature = ''] = /0x[0-9a-f]{130}/.exec(record) ?? []
    expect([privateKey, signature].map(({ length }) => length > 40)).toEqual([true, true])
    const secrets = [email, `"${code}"`, privateKey, signature.slice(2)]
    expect(secrets.filter((secret) => exported.text.includes(secret))).toEqual([])
    expect(exported.text).not.toMatch(/[0-9a-f]{130}/)

    const shown = await rows.count()
    await page.goto(`${environment.playground.appUrl}/?tab=log`)
    await page.getByTestId('log-file').setInputFiles(exported.path)
    await page.getByText('Message 1 of').waitFor()
    expect(await rows.allTextContents()).toEqual([expect.stringContaining('openkey:hello')])
    await log.press('Next')
    await page.getByText('Message 2 of').waitFor()
    expect(await rows.nth(1).getAttribute('aria-current')).toBe('step')
    await log.press('Back')
    await expect.poll(() => rows.count()).toBe(1)
    await log.press('To the end')
    await expect.poll(() => rows.count()).toBe(shown)
    await log.press('Back to this page')
    await page.getByText('Message 1 of').waitFor({ state: 'detached' })
    await log.context.close()
  })

  test('rejects a file of another kind', async () => {
    const { page, context } = await environment.newVisitor()
    await page.goto(`${environment.playground.appUrl}/?tab=log`)
    const file = { name: 'other.json', mimeType: 'application/json', buffer: Buffer.from('{"records":[]}') }
    await page.getByTestId('log-file').setInputFiles(file)
    await page.getByText('This is not a file that this page has exported.').waitFor()
    await context.close()
  })

  test('passes axe in light and dark, and scrolls sideways only in the table at 320 px', async () => {
    const { page, context } = await openLog()
    await page.setViewportSize({ width: 320, height: 640 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      expect(await violationsIn(page.mainFrame())).toEqual([])
    }
    const outside = (await sidewaysIn(page.mainFrame())).filter(
      (html) => !/^<(section class="scroll"|t|summary|details|code)/.test(html),
    )
    expect(outside).toEqual([])
    await context.close()
  })
})
