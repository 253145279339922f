import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BareHostEnvironment, openBareHost } from '../../fixtures/environment/openBareHost.ts'
import { startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { type BareHost, request } from '../../fixtures/pages/bareHost.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'
import { createPageServers, type PageServers } from '../../fixtures/pages/serving/pageServers.ts'
import { openWidgetWindow } from '../../fixtures/widget/openWidgetWindow.ts'

/** One user, several tabs of one page. */
let environment: BareHostEnvironment
beforeAll(async () => {
  // The widget's own limit on rejections is what some of these tests are about.
  environment = await openBareHost({ widgetPolicy: {} })
})
afterAll(() => environment?.stop())

async function openTab(): Promise<BareHost & { readonly sign: () => Promise<unknown> }> {
  const raw = await environment.openHostPage()
  await raw.ready(await raw.connect())
  const sign = () => raw.call('signSiwe', request({ message: signInMessage(environment.ask) }))
  return { ...raw, sign }
}

const refusal = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) })

describe('several tabs of one page', () => {
  test('S19: ask in one of them at a time, and in the next once that one is closed', async () => {
    const [one, two] = [await openTab(), await openTab()]
    one.sign().catch(() => {})
    await one.widget.button('Sign in').waitFor()
    expect(await two.sign()).toEqual(refusal('busy'))
    expect(await two.widget.heading().count()).toBe(0)
    expect(await two.call('connect', request({ chainId: 1 }))).toMatchObject({ ok: true })
    await one.page.close()

    const answer = two.sign()
    await two.widget.grant('Sign in')
    expect(await answer).toMatchObject({ ok: true })
    await two.page.close()
  })

  test('S19: reject every tab, a new one too, after their user declined twice within a minute', async () => {
    const [one, two] = [await openTab(), await openTab()]
    const first = one.sign()
    await one.widget.grant('Cancel')
    expect(await first).toEqual(refusal('user_rejected'))
    const second = two.sign()
    await two.widget.grant('Close')
    expect(await second).toEqual(refusal('user_rejected'))

    for (const tab of [one, await openTab()]) {
      const { error } = (await tab.sign()) as { error: { code: string; details: { retryAfterMs: number } } }
      expect(error.code).toBe('rate_limited')
      expect(error.details.retryAfterMs).toBeGreaterThan(20_000)
      expect(error.details.retryAfterMs).toBeLessThanOrEqual(60_000)
      expect(await tab.widget.heading().count()).toBe(0)
      expect(await tab.call('connect', request({ chainId: 1 }))).toMatchObject({ ok: true })
      await tab.page.close()
    }
    await two.page.close()
  })
})

describe('an unknown page that opens the widget in a window', () => {
  let environment: TestEnvironment
  let origin: string
  let servers: PageServers
  beforeAll(async () => {
    environment = await startEnvironment({ widgetPolicy: { approval: { trustLoopback: false } } })
    servers = await createPageServers('bareHost')
    origin = await servers.serve()
  })
  afterAll(async () => {
    await environment?.stop()
    await servers?.stop()
  })

  /** Opens the window, and asks there. */
  async function ask(context: BrowserContext) {
    const page = await context.newPage()
    await page.goto(origin)
    const { widgetUrl } = environment.playground
    const opened = await openWidgetWindow(page, () =>
      page.evaluate((url) => window.bareHost.openWindow(url), widgetUrl),
    )
    const answer = page.evaluate(
      async (asked) => {
        const line = await window.bareHost.connect()
        await window.bareHost.ready(line)
        return window.bareHost.call(line, 'connect', asked)
      },
      request({ chainId: 1 }),
    )
    return { page, opened, answer }
  }

  test('S19: is rate limited after it closed two windows while their user was deciding', async () => {
    const { context } = await environment.newVisitor()
    for (let round = 0; round < 2; round++) {
      const { page, opened, answer } = await ask(context)
      answer.catch(() => {})
      await opened.button('Continue with email').waitFor()
      await Promise.all([opened.page.waitForEvent('close'), page.evaluate(() => window.bareHost.closeWindow())])
      await page.close()
    }
    const { answer } = await ask(context)
    expect(await answer).toEqual(refusal('rate_limited'))
    await context.close()
  })
})
