import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectedError } from '../../fixtures/asserts/expectedError.ts'
import { countWindows, expectSettledOnce } from '../../fixtures/asserts/expectSettledOnce.ts'
import { openSignedInHost, type SignedInHost } from '../../fixtures/environment/openSignedInHost.ts'
import { createPageServers, type PageServers } from '../../fixtures/pages/serving/pageServers.ts'

/** One person, signed in and known to the test app; each test has a page of its own. */
let known: SignedInHost
let servers: PageServers
beforeAll(async () => {
  known = await openSignedInHost()
  servers = await createPageServers('host')
})
afterAll(async () => {
  await servers?.stop()
  await known?.stop()
})

const severed = expectedError('opener_severed', {
  ...{ field: 'Cross-Origin-Opener-Policy', expected: 'same-origin-allow-popups', received: 'same-origin' },
})

describe('a continuation window that cannot be', () => {
  test('S13: blocked by the browser', async () => {
    const visit = await known.openPage({
      before: (page) =>
        page.addInitScript(() => {
          const iframe = HTMLIFrameElement.prototype
          const sandbox = Object.getOwnPropertyDescriptor(iframe, 'sandbox')
          Object.defineProperty(iframe, 'sandbox', {
            ...sandbox,
            set(value: string) {
              sandbox?.set?.call(this, value.replaceAll(/allow-popups[-a-z]*/g, ''))
            },
          })
        }),
    })
    await visit.startSign(known.aMessage())
    await visit.widget.button('Continue in a window').click()
    await visit.widget.says('The window was blocked')
    expect(await visit.settlements()).toBe(0)
    await visit.widget.button('Leave').click()
    expect(await visit.outcome()).toEqual(expectedError('popup_blocked'))
    await expectSettledOnce(known, visit)
  })

  test('S13: closed without ever having reached the frame', async () => {
    const visit = await known.openPage()
    await visit.startSign(known.aMessage())
    await visit.widget.button('Sign in').waitFor()
    const document = `${known.environment.playground.widgetUrl}/`
    await visit.context.route(document, (route) => route.abort())
    const [opened] = await Promise.all([
      visit.context.waitForEvent('page'),
      visit.widget.button('Continue in a window').click(),
    ])
    await opened.close()
    expect(await visit.outcome()).toEqual(severed)
    await visit.widget.says('The window can’t reach this page')
    await visit.context.unroute(document)
    await expectSettledOnce(known, visit)
  })

  const policies = [
    { name: 'isolated', headers: { 'cross-origin-embedder-policy': 'require-corp' }, opens: 0 },
    { name: 'with Cross-Origin-Opener-Policy: same-origin alone', headers: {}, opens: 1 },
  ]
  test.for(policies)('S13: on a page that is $name', async ({ headers, opens }) => {
    const origin = await servers.serve({
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      ...headers,
    })
    const visit = await known.openPage({ origin })
    await visit.startConnect()
    await visit.widget.button('Continue in a window').click()
    expect(await visit.outcome()).toEqual(severed)
    await visit.widget.says('The window can’t reach this page')
    await expect.poll(() => countWindows(known)).toBe(opens)
    for (const page of visit.context.pages())
      if (page.url().startsWith(known.environment.playground.widgetUrl)) await page.close()
    await expectSettledOnce(known, visit)
  })
})
