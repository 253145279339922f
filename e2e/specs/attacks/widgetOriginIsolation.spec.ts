import { parseOrigin } from '@openkey/protocol'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createBareHost, request } from '../../fixtures/pages/bareHost.ts'
import { buildPage } from '../../fixtures/pages/serving/buildPage.ts'
import { type PageServer, servePage } from '../../fixtures/pages/serving/servePage.ts'

/** A deployment that admits one origin, and pages that are not it. */
let environment: TestEnvironment
let stranger: PageServer
beforeAll(async () => {
  const allow = [parseOrigin('http://localhost:5173')]
  environment = await startEnvironment({ widgetPolicy: { embedding: { allow } } })
  stranger = await servePage(await buildPage('bareHost'))
})
afterAll(async () => {
  await stranger?.stop()
  await environment?.stop()
})

describe('a deployment with a list of embedders', () => {
  test('S11: serves a page on it', async () => {
    const host = await environment.newHostPage()
    await host.startConnect()
    await host.widget.connectByEmail(freshEmail(), environment.codeFor)
    expect(await host.outcome()).toMatchObject({ ok: true })
    await host.context.close()
  })

  test('S11: does not load in a page that is not on it', async () => {
    const { page, context } = await environment.newVisitor()
    await page.goto(`http://localhost:${stranger.port}`)
    await page.evaluate((url) => window.bareHost.embed(url), environment.playground.widgetUrl)
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/)
    await context.close()
  })

  test('S11: refuses every call of such a page where a server lost the headers', async () => {
    const { page, context } = await environment.newVisitor()
    const { widgetUrl } = environment.playground
    await page.route(`${widgetUrl}/`, async (route) => {
      // This process knows no *.localhost.
      const response = await route.fetch({ url: `http://127.0.0.1:${new URL(widgetUrl).port}/` })
      const { 'content-security-policy': _, ...headers } = response.headers()
      await route.fulfill({ response, headers })
    })
    const raw = await createBareHost({ page, origin: `http://localhost:${stranger.port}`, widgetUrl })
    await raw.ready(await raw.connect())
    const refusal = { ok: false, error: expect.objectContaining({ code: 'origin_not_allowed' }) }
    expect(await raw.call('connect', request({ chainId: 1 }))).toEqual(refusal)
    expect(await raw.call('signSiwe', request({ message: 'any' }))).toEqual(refusal)
    expect(await raw.widget.heading().innerText()).toBe('OpenKey isn’t available here')
    expect(await raw.widget.locator.getByRole('button').count()).toBe(0)
    await context.close()
  })
})

describe('the origin of the widget', () => {
  test('S18: has no service worker, cannot register one, and sets no cookie', async () => {
    const host = await environment.newHostPage()
    await host.startConnect()
    await host.widget.connectByEmail(freshEmail(), environment.codeFor)
    await host.outcome()
    const inside = await host.widget.document().evaluate(async () => {
      const script = document.querySelector('script[src]')?.getAttribute('src') ?? ''
      const refused = await navigator.serviceWorker.register(script).then(
        () => 'registered',
        (error: Error) => error.name,
      )
      return { refused, workers: (await navigator.serviceWorker.getRegistrations()).length, cookie: document.cookie }
    })
    expect(inside).toEqual({ refused: expect.stringMatching(/Error$/), workers: 0, cookie: '' })
    expect(await host.context.cookies()).toEqual([])
    await host.context.close()
  })
})
