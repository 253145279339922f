import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPage } from '../fixtures/buildPage.ts'
import { createHostPage, type HostPage } from '../fixtures/hostPage.ts'
import { type Bench, freshEmail, openBench } from '../fixtures/openBench.ts'
import { servePage } from '../fixtures/servePage.ts'
import { signInMessage } from '../fixtures/signInMessage.ts'
import { openWidgetWindow, type WidgetWindow } from '../fixtures/widgetWindow.ts'

/** One person, signed in and known to the test app; each test has a page of its own. */
let bench: Bench
let host: HostPage
let address: string
beforeAll(async () => {
  bench = await openBench({ widgetPolicy: { declines: { limit: 32 } } })
  host = await bench.newHostPage()
  await host.startConnect()
  await host.widget.connectByEmail(freshEmail(), bench.codeFor)
  address = ((await host.outcome()) as { value: { address: string } }).value.address
})
afterAll(() => bench?.stop())

async function openPage({
  origin = host.origin,
  before = async (_: Page): Promise<unknown> => undefined,
} = {}): Promise<HostPage> {
  const { context, authenticator } = host
  const page = await context.newPage()
  await before(page)
  return createHostPage({ context, authenticator, page, origin, widgetUrl: bench.playground.widgetUrl })
}

const signPath = /^POST \/api\/keys\/[^/]+\/sign$/
const signatures = () => bench.proxy.seen.filter((line) => signPath.test(line)).length
const aMessage = () => signInMessage({ address, domain: 'localhost:5173' })
const windows = () => host.context.pages().filter((page) => page.url().startsWith(bench.playground.widgetUrl)).length

const failure = (code: string, details: object = {}) => ({
  ...{ ok: false, isError: true, code, details: expect.objectContaining(details) },
  ...{ name: expect.any(String), number: expect.any(Number), message: expect.any(String) },
})
const severed = failure('opener_severed', {
  ...{ field: 'Cross-Origin-Opener-Policy', expected: 'same-origin-allow-popups', received: 'same-origin' },
})

/** A signature is asked for, and its request has moved to a window. */
async function continueSigning(message = aMessage()): Promise<{ visit: HostPage; window: WidgetWindow }> {
  const visit = await openPage()
  await visit.startSign(message)
  await visit.widget.button('Sign in').waitFor()
  const window = await openWidgetWindow(visit.page, () => visit.widget.button('Continue in a window').click())
  await window.button('Sign in').waitFor()
  return { visit, window }
}

/** Settled once; the window is gone, and so is everything that could still sign. */
async function expectOver({ page, settlements }: HostPage): Promise<void> {
  expect(await settlements()).toBe(1)
  await expect.poll(windows).toBe(0)
  await page.close()
}

describe('the continuation window', () => {
  test('S19: takes the review out of the frame, signs, and answers through the frame', async () => {
    const before = signatures()
    const message = aMessage()
    const { visit, window } = await continueSigning(message)
    await visit.widget.says('Continue in the window')
    expect(await visit.widget.button('Sign in').count()).toBe(0)
    expect(await window.button('Continue in a window').count()).toBe(0)
    await window.grant('Sign in')
    expect(await visit.outcome()).toMatchObject({ ok: true, value: { address, message } })
    expect(signatures()).toBe(before + 1)
    await expectOver(visit)
  })

  test('S9: breaks no policy, misses no file, and has an icon of its own', async () => {
    const { context, page } = await bench.newVisitor()
    const complaints: string[] = []
    context.on('console', (said) => ['warning', 'error'].includes(said.type()) && complaints.push(said.text()))
    context.on('weberror', (error) => complaints.push(String(error.error())))
    context.on('response', (answer) => answer.status() >= 400 && complaints.push(answer.url()))
    const { widgetUrl } = bench.playground
    const visit = await createHostPage({
      context,
      page,
      authenticator: host.authenticator,
      origin: host.origin,
      widgetUrl,
    })
    await visit.startConnect()
    const window = await openWidgetWindow(page, () => visit.widget.button('Continue in a window').click())
    await window.button('Continue with e-mail').waitFor()
    const icon = await window.page.locator('link[rel=icon]').evaluate((link) => Reflect.get(link, 'href'))
    const { port } = new URL(widgetUrl)
    const { status, headers } = await fetch(`http://127.0.0.1:${port}${new URL(icon).pathname}`)
    expect([new URL(icon).origin, status, headers.get('content-type')]).toEqual([widgetUrl, 200, 'image/svg+xml'])
    await window.button('Cancel').click()
    expect(await visit.outcome()).toMatchObject({ ok: false })
    expect(complaints).toEqual([])
    await context.close()
  })

  test('S5: claims the nonce where the frame remembers it', async () => {
    const nonce = `Window${Date.now()}`
    const sign = async (expiresInMs: number) => {
      const { visit, window } = await continueSigning(
        signInMessage({ address, domain: 'localhost:5173', nonce, expiresInMs }),
      )
      await window.grant('Sign in')
      return visit
    }
    const first = await sign(3_600_000)
    expect(await first.outcome()).toMatchObject({ ok: true })
    await expectOver(first)
    const second = await sign(7_200_000)
    expect(await second.outcome()).toEqual(failure('nonce_reused'))
    await second.widget.says('This was used before')
    await expectOver(second)
  })

  test('S7: signs a new user in for the frame, and keeps nothing for itself', async () => {
    const visit = await bench.newHostPage()
    await visit.startConnect()
    const { page, button } = await openWidgetWindow(visit.page, () =>
      visit.widget.button('Continue in a window').click(),
    )
    await button('Continue with e-mail').click()
    const email = freshEmail()
    await page.getByLabel('E-mail').fill(email)
    await button('Send code').click()
    await page.getByLabel('Six-digit code').waitFor()
    await page.getByLabel('Six-digit code').pressSequentially(await bench.codeFor(email))
    const databases = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
    await button('Not now').waitFor()
    expect(await databases()).toEqual([])
    await button('Not now').click()
    const outcome = await visit.outcome()
    expect(outcome).toMatchObject({ ok: true, value: { chainId: 1 } })
    await expect.poll(() => page.isClosed()).toBe(true)

    await visit.page.reload()
    await visit.startConnect()
    expect(await visit.outcome()).toEqual(outcome)
    expect(await visit.widget.isShown()).toBe(false)
    await visit.context.close()
  })

  test('is opened by a person and by nobody else', async () => {
    const visit = await openPage()
    await visit.startSign(aMessage())
    await visit.widget
      .button('Continue in a window')
      .evaluate((button) => button instanceof HTMLElement && button.click())
    await visit.page.waitForTimeout(500)
    expect(windows()).toBe(0)
    await visit.widget.grant('Cancel')
    expect(await visit.outcome()).toEqual(failure('user_rejected', { how: 'declined' }))
    await expectOver(visit)
  })
})

describe('a continuation window that ends', () => {
  type End = { readonly visit: HostPage; readonly window: WidgetWindow }
  const ends: readonly {
    readonly name: string
    readonly end: (moment: End) => Promise<unknown>
    readonly outcome: object
  }[] = [
    {
      name: 'closed',
      end: ({ window }) => window.page.close(),
      outcome: failure('user_rejected', { how: 'window_closed' }),
    },
    {
      name: 'declined in',
      end: ({ window }) => window.button('Cancel').click(),
      outcome: failure('user_rejected', { how: 'declined' }),
    },
    {
      name: 'loaded again',
      end: ({ window }) => window.page.evaluate(() => setTimeout(() => location.reload())),
      outcome: failure('channel_closed'),
    },
    {
      name: 'given up in the frame',
      end: ({ visit }) => visit.widget.grant('Cancel'),
      outcome: failure('user_rejected', { how: 'declined' }),
    },
    {
      name: 'left behind by a frame that is loaded again',
      end: ({ visit }) => visit.widget.document().evaluate(() => location.reload()),
      outcome: failure('channel_closed'),
    },
    {
      name: 'left behind by a frame that is taken away',
      end: ({ visit }) => visit.page.evaluate(() => document.querySelector('openkey-widget')?.remove()),
      outcome: failure('channel_closed'),
    },
    {
      name: 'left behind by an app that gives up',
      end: ({ visit }) => visit.page.evaluate(() => window.openkey.destroy()),
      outcome: failure('destroyed'),
    },
  ]

  test.for(ends)('S13: $name', async ({ end, outcome }) => {
    const before = signatures()
    const moment = await continueSigning()
    await end(moment)
    expect(await moment.visit.outcome()).toEqual(outcome)
    expect(signatures()).toBe(before)
    await expectOver(moment.visit)
  })

  test('S13: closed while the key endpoint signs', async () => {
    bench.proxy.inject(signPath, { kind: 'hang' })
    const { visit, window } = await continueSigning()
    await window.grant('Sign in')
    await window.page.getByText('Your key signs').waitFor()
    await window.page.close()
    expect(await visit.outcome()).toEqual(failure('user_rejected', { how: 'window_closed' }))
    bench.proxy.clear()
    await expectOver(visit)
  })

  test('S13: left behind by an app that is loaded again', async () => {
    const { visit } = await continueSigning()
    await visit.page.reload()
    await expect.poll(windows).toBe(0)
    await visit.page.close()
  })
})

describe('a continuation window that cannot be', () => {
  test('S13: blocked by the browser', async () => {
    const visit = await openPage({
      before: (page) =>
        page.addInitScript(() => {
          const { setAttribute } = Element.prototype
          Element.prototype.setAttribute = function (name, value) {
            setAttribute.call(this, name, name === 'sandbox' ? value.replaceAll(/allow-popups[-a-z]*/g, '') : value)
          }
        }),
    })
    await visit.startSign(aMessage())
    await visit.widget.button('Continue in a window').click()
    await visit.widget.says('No window was opened')
    expect(await visit.settlements()).toBe(0)
    await visit.widget.button('Leave').click()
    expect(await visit.outcome()).toEqual(failure('popup_blocked'))
    await expectOver(visit)
  })

  test('S13: closed without ever having reached the frame', async () => {
    const visit = await openPage()
    await visit.startSign(aMessage())
    await visit.widget.button('Sign in').waitFor()
    const document = `${bench.playground.widgetUrl}/`
    await visit.context.route(document, (route) => route.abort())
    const [opened] = await Promise.all([
      visit.context.waitForEvent('page'),
      visit.widget.button('Continue in a window').click(),
    ])
    await opened.close()
    expect(await visit.outcome()).toEqual(severed)
    await visit.widget.says('The window cannot answer')
    await visit.context.unroute(document)
    await expectOver(visit)
  })

  const policies = [
    { name: 'isolated', headers: { 'cross-origin-embedder-policy': 'require-corp' }, opens: 0 },
    { name: 'with Cross-Origin-Opener-Policy: same-origin alone', headers: {}, opens: 1 },
  ]
  test.for(policies)('S13: on a page that is $name', async ({ headers, opens }) => {
    const { port, stop } = await servePage(await buildPage('host'), {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      ...headers,
    })
    const visit = await openPage({ origin: `http://localhost:${port}` })
    await visit.startConnect()
    await visit.widget.button('Continue in a window').click()
    expect(await visit.outcome()).toEqual(severed)
    await visit.widget.says('The window cannot answer')
    await expect.poll(windows).toBe(opens)
    for (const page of visit.context.pages()) if (page.url().startsWith(bench.playground.widgetUrl)) await page.close()
    await expectOver(visit)
    await stop()
  })
})

describe('a page nobody answers for', () => {
  test('S10: has a first sensitive request approved in a window only, and its repeat in the frame', async () => {
    const careful = await openBench({ widgetPolicy: { approval: { trustLoopback: false } } })
    const { page, widget, startConnect, startSign, outcome } = await careful.newHostPage()
    await startConnect()
    await widget.connectByEmail(freshEmail(), careful.codeFor)
    const account = ((await outcome()) as { value: { address: string } }).value
    const ask = () => signInMessage({ address: account.address, domain: 'localhost:5173', space: 'secrets' })

    await startSign(ask())
    const { grant } = await openWidgetWindow(page, async () => {
      await widget.button('Continue in a window').waitFor()
      expect(await widget.button('Sign in').count()).toBe(0)
      await widget.button('Continue in a window').click()
    })
    await grant('Sign in')
    expect(await outcome()).toMatchObject({ ok: true, value: { address: account.address } })

    await startSign(ask())
    await widget.grant('Sign in')
    expect(await outcome()).toMatchObject({ ok: true })
    await careful.stop()
  })
})
