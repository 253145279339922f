import { packageVersion } from '@openkey/protocol'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  type RecipeName,
  type RunningRecipe,
  serveRecipe,
} from '../../../playground/siwe-server/recipes/serveRecipe.ts'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { approveAll } from '../../fixtures/widget/approveAll.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment()
})
afterAll(() => environment?.stop())

let running: RunningRecipe | undefined
afterEach(async () => {
  await running?.stop()
  running = undefined
})

/** Serves a recipe, adds the script tags to its page, and signs in by the element. */
async function signIn(recipe: RecipeName, html?: string) {
  running = await serveRecipe(recipe, html === undefined ? {} : { page: html })
  const { page, context } = await environment.newVisitor()
  const { appUrl, widgetUrl } = environment.playground
  const statuses: string[] = []
  page.on('response', (response) => {
    const { origin, pathname } = new URL(response.url())
    if (origin === running?.origin) statuses.push(`${pathname} ${response.status()}`)
  })
  await page.goto(`${running.origin}/`)
  await page.evaluate(
    ([widgetUrl = '', ...files]) => {
      for (const src of files) {
        const script = Object.assign(document.createElement('script'), { src, crossOrigin: 'anonymous' })
        if (src === files[0]) Object.assign(script.dataset, { widget: widgetUrl, appName: 'Notes' })
        document.head.append(script)
      }
    },
    [widgetUrl, ...['openkey', 'openkey-sign-in'].map((name) => `${appUrl}/${name}-${packageVersion}.js`)],
  )
  const widget = createWidgetFrame(page, widgetUrl)
  await page.getByRole('button', { name: 'Sign in with OpenKey' }).click()
  await widget.connectByEmail(freshEmail(), environment.codeFor)
  await approveAll(widget.locator, page.locator('openkey-sign-in:state(signed-in)').waitFor())
  return { page, statuses, leave: () => context.close() }
}

describe('<openkey-sign-in>', () => {
  test.for(['express', 'next'] as const)('signs in to the recipe %s', async (recipe) => {
    const element = '<openkey-sign-in nonce-url="/siwe/nonce" verify-url="/siwe/verify"></openkey-sign-in>'
    const { statuses, leave } = await signIn(recipe, `<!doctype html><title>Notes</title>${element}`)
    expect(statuses.filter((line) => line.startsWith('/siwe'))).toEqual(['/siwe/nonce 200', '/siwe/verify 200'])
    await leave()
  })

  test('signs in to the recipe form, which the browser posts with its CSRF token', async () => {
    const { page, statuses, leave } = await signIn('form')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText(/^Signed in as 0x[0-9a-fA-F]{40}$/).waitFor()
    expect(statuses).toContain('/session 303')
    await leave()
  })
})
