import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { launchBrowser } from '../../fixtures/environment/browser/launchBrowser.ts'
import { newVisitor } from '../../fixtures/environment/browser/newVisitor.ts'
import { freshEmail } from '../../fixtures/environment/startEnvironment.ts'
import { type Example, installExample, type RunningExample } from '../../fixtures/packages/installed/installExample.ts'
import { packPackages, type Tarballs } from '../../fixtures/packages/installed/packPackages.ts'
import { approveAll } from '../../fixtures/widget/approveAll.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

let tarballs: Tarballs
// A browser of its own, in which `localhost:5173`, where Vite listens, is no test app.
let browser: Browser
beforeAll(async () => {
  tarballs = await packPackages()
  browser = await launchBrowser()
})
afterAll(() => browser?.close())

let example: Example | undefined
let running: RunningExample | undefined
afterEach(async () => {
  await running?.stop()
  await example?.remove()
  running = undefined
  example = undefined
})

/** Writes, installs and starts an example, and opens its page. */
async function start(template: string) {
  example = installExample(template, tarballs)
  running = example.start()
  const widgetUrl = await running.read(/^widget +(\S+)/)
  const pageUrl = await running.read(/(?:Local:|^page) +(http:\/\/localhost:\S+)/)
  const { page, context } = await newVisitor(browser)
  await page.goto(pageUrl)
  return {
    page,
    widget: createWidgetFrame(page, widgetUrl),
    status: page.getByRole('status'),
    leave: () => context.close(),
    run: example.run,
  }
}

/** The code that the examples let `openkey-dev` send. */
const readCode = async () => '424242'

describe('an app that init has written', () => {
  test.for(['vite', 'html', 'react'])('from the template %s signs in, and stores a value', async (template) => {
    const { page, widget, status, leave, run } = await start(template)
    await page.getByLabel('Note').fill('A first note')
    await page.getByRole('button', { name: 'Store' }).click()
    await widget.connectByEmail(freshEmail(), readCode)
    await approveAll(widget.locator, status.getByText(/^Stored “A first note” for 0x[0-9a-fA-F]{40}$/).waitFor())

    await page.reload()
    await page.getByLabel('Note').fill('A second one')
    await page.getByRole('button', { name: 'Store' }).click()
    await status.getByText('Stored “A second one”').waitFor()
    await leave()
    if (template !== 'html') expect(run('build')).toContain('built in')
  })

  test('from the template wagmi connects, signs in, and stores a value', async () => {
    const { page, widget, status, leave, run } = await start('wagmi')
    await page.getByRole('button', { name: 'Connect OpenKey' }).click()
    await widget.connectByEmail(freshEmail(), readCode)
    await page.getByRole('button', { name: 'Store' }).click()
    await approveAll(widget.locator, status.getByText(/^Stored “Hello” for 0x[0-9a-fA-F]{40}$/).waitFor())
    await leave()
    expect(run('build')).toContain('built in')
  })

  test('from the template server signs in to its own server', async () => {
    const { page, widget, status, leave } = await start('server')
    await page.getByRole('button', { name: 'Sign in with OpenKey' }).click()
    await widget.connectByEmail(freshEmail(), readCode)
    await approveAll(widget.locator, status.getByText(/^The server has verified 0x[0-9a-fA-F]{40}$/).waitFor())
    await leave()
  })
})
