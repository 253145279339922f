import { pressAfterReading } from '@openkey/host-sdk/testing/playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectedError } from '../../fixtures/asserts/expectedError.ts'
import { countWindows, expectSettledOnce } from '../../fixtures/asserts/expectSettledOnce.ts'
import { openSignedInHost, type SignedInHost } from '../../fixtures/environment/openSignedInHost.ts'
import { signPath } from '../../fixtures/environment/startBackend.ts'
import { freshEmail } from '../../fixtures/environment/startEnvironment.ts'
import { createHostPage, type HostPage } from '../../fixtures/pages/hostPage.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'
import { openWidgetWindow, type WidgetWindow } from '../../fixtures/widget/openWidgetWindow.ts'

/** One person, signed in and known to the test app; each test has a page of its own. */
let known: SignedInHost
beforeAll(async () => {
  known = await openSignedInHost()
})
afterAll(() => known?.stop())

/** A signature is asked for, and its request has moved to a window. */
async function continueSigning(message = known.aMessage()): Promise<{ visit: HostPage; window: WidgetWindow }> {
  const visit = await known.openPage()
  await visit.startSign(message)
  await visit.widget.button('Sign in').waitFor()
  const window = await openWidgetWindow(visit.page, () => visit.widget.button('Continue in a window').click())
  await window.button('Sign in').waitFor()
  return { visit, window }
}

describe('the continuation window', () => {
  test('S19: moves the review out of the frame, signs, and answers through the frame', async () => {
    const before = known.signed()
    const message = known.aMessage()
    const { visit, window } = await continueSigning(message)
    await visit.widget.says('Continue in the window')
    expect(await visit.widget.button('Sign in').count()).toBe(0)
    expect(await window.button('Continue in a window').count()).toBe(0)
    await window.grant('Sign in')
    expect(await visit.outcome()).toMatchObject({ ok: true, value: { address: known.address, message } })
    expect(known.signed()).toBe(before + 1)
    await expectSettledOnce(known, visit)
  })

  test('S9: breaks no policy, misses no file, and has an icon of its own', async () => {
    const { context, page } = await known.environment.newVisitor()
    const complaints: string[] = []
    context.on('console', (said) => ['warning', 'error'].includes(said.type()) && complaints.push(said.text()))
    context.on('weberror', (error) => complaints.push(String(error.error())))
    context.on('response', (answer) => answer.status() >= 400 && complaints.push(answer.url()))
    const { widgetUrl } = known.environment.playground
    const visit = await createHostPage({
      context,
      page,
      authenticator: known.first.authenticator,
      origin: known.first.origin,
      widgetUrl,
    })
    await visit.startConnect()
    const window = await openWidgetWindow(page, () => visit.widget.button('Continue in a window').click())
    await window.button('Continue with email').waitFor()
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
      const { visit, window } = await continueSigning(signInMessage({ ...known.ask, nonce, expiresInMs }))
      await window.grant('Sign in')
      return visit
    }
    const first = await sign(3_600_000)
    expect(await first.outcome()).toMatchObject({ ok: true })
    await expectSettledOnce(known, first)
    const second = await sign(7_200_000)
    expect(await second.outcome()).toEqual(expectedError('nonce_reused'))
    await second.widget.says('This request was used before')
    await expectSettledOnce(known, second)
  })

  test('S7: signs a new user in for the frame, and stores nothing in the window', async () => {
    const visit = await known.environment.newHostPage()
    await visit.startConnect()
    const { page, button } = await openWidgetWindow(visit.page, () =>
      visit.widget.button('Continue in a window').click(),
    )
    await button('Continue with email').click()
    const email = freshEmail()
    await page.getByLabel('Email address').fill(email)
    await button('Send code').click()
    await page.getByLabel('Six-digit code').waitFor()
    await page.getByLabel('Six-digit code').pressSequentially(await known.environment.codeFor(email))
    const databases = () => page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
    await button('Not now').waitFor()
    expect(await databases()).toEqual([])
    await pressAfterReading(button('Not now'))
    const outcome = await visit.outcome()
    expect(outcome).toMatchObject({ ok: true, value: { chainId: 1 } })
    // It stays open for a moment, in case a signature follows.
    await expect.poll(() => page.isClosed()).toBe(true)

    await visit.page.reload()
    await visit.startConnect()
    expect(await visit.outcome()).toEqual(outcome)
    expect(await visit.widget.isShown()).toBe(false)
    await visit.context.close()
  })

  test('opens only on a click of the user', async () => {
    const visit = await known.openPage()
    await visit.startSign(known.aMessage())
    await visit.widget
      .button('Continue in a window')
      .evaluate((button) => button instanceof HTMLElement && button.click())
    await visit.page.waitForTimeout(500)
    expect(countWindows(known)).toBe(0)
    await visit.widget.grant('Cancel')
    expect(await visit.outcome()).toEqual(expectedError('user_rejected', { how: 'declined' }))
    await expectSettledOnce(known, visit)
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
      outcome: expectedError('user_rejected', { how: 'window_closed' }),
    },
    {
      name: 'declined in',
      end: ({ window }) => window.button('Cancel').click(),
      outcome: expectedError('user_rejected', { how: 'declined' }),
    },
    {
      name: 'loaded again',
      end: ({ window }) => window.page.evaluate(() => setTimeout(() => location.reload())),
      outcome: expectedError('channel_closed'),
    },
    {
      name: 'given up in the frame',
      end: ({ visit }) => visit.widget.grant('Cancel'),
      outcome: expectedError('user_rejected', { how: 'declined' }),
    },
    {
      name: 'left behind by a frame that is loaded again',
      end: ({ visit }) => visit.widget.document().evaluate(() => location.reload()),
      outcome: expectedError('channel_closed'),
    },
    {
      name: 'left behind by a frame that is taken away',
      end: ({ visit }) => visit.page.evaluate(() => document.querySelector('openkey-widget')?.remove()),
      outcome: expectedError('channel_closed'),
    },
    {
      name: 'left behind by an app that gives up',
      end: ({ visit }) => visit.page.evaluate(() => window.openkey.destroy()),
      outcome: expectedError('destroyed'),
    },
  ]

  test.for(ends)('S13: $name', async ({ end, outcome }) => {
    const before = known.signed()
    const moment = await continueSigning()
    await end(moment)
    expect(await moment.visit.outcome()).toEqual(outcome)
    expect(known.signed()).toBe(before)
    await expectSettledOnce(known, moment.visit)
  })

  test('S13: closed while the key endpoint signs', async () => {
    known.environment.proxy.inject(signPath, { kind: 'hang' })
    const { visit, window } = await continueSigning()
    await window.grant('Sign in')
    await window.page.getByText('OpenKey signs with your key').waitFor()
    await window.page.close()
    expect(await visit.outcome()).toEqual(expectedError('user_rejected', { how: 'window_closed' }))
    known.environment.proxy.clear()
    await expectSettledOnce(known, visit)
  })

  test('S13: left behind by an app that is loaded again', async () => {
    const { visit } = await continueSigning()
    await visit.page.reload()
    await expect.poll(() => countWindows(known)).toBe(0)
    await visit.page.close()
  })
})
