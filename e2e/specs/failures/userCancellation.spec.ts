import type { Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectedError } from '../../fixtures/asserts/expectedError.ts'
import { expectNextSignature } from '../../fixtures/asserts/expectNextSignature.ts'
import { openSignedInHost, type SignedInHost } from '../../fixtures/environment/openSignedInHost.ts'
import type { HostPage } from '../../fixtures/pages/hostPage.ts'

/** One person, signed in and known to the test app; each test has a page of its own. */
let known: SignedInHost
beforeAll(async () => {
  known = await openSignedInHost()
})
afterAll(() => known?.stop())

describe('a user who leaves', () => {
  const ways: readonly { name: string; how: string; leave: (host: HostPage) => Promise<unknown> }[] = [
    { name: 'presses Cancel', how: 'declined', leave: ({ widget }) => widget.button('Cancel').click() },
    { name: 'closes the widget', how: 'closed', leave: ({ widget }) => widget.button('Close').click() },
    {
      name: 'presses Escape in the frame',
      how: 'escape',
      leave: ({ widget }) => widget.locator.getByRole('button', { name: 'Cancel' }).press('Escape'),
    },
    {
      name: 'presses Escape outside the frame',
      how: 'escape',
      async leave({ page }) {
        await page.evaluate(() =>
          document.querySelector('openkey-widget')?.shadowRoot?.querySelector('dialog')?.focus(),
        )
        await page.keyboard.press('Escape')
      },
    },
  ]
  test.for(ways)('S13: $name', async ({ how, leave }) => {
    const before = known.signed()
    const visit = await known.openPage()
    await visit.startSign(known.aMessage())
    await visit.widget.button('Sign in').waitFor()
    await leave(visit)
    expect(await visit.outcome()).toEqual(expectedError('user_rejected', { how }))
    expect(await visit.settlements()).toBe(1)
    expect(await visit.widget.isShown()).toBe(false)
    expect(known.signed()).toBe(before)
    await expectNextSignature(known, visit)
    await visit.page.close()
  })
})

describe('a frame in use', () => {
  test('S13: hung, and the user closes the dialog around it', async () => {
    const visit = await known.openPage()
    await visit.startSign(known.aMessage())
    await visit.widget.button('Sign in').waitFor()
    const { hung, release } = await hang(visit)
    await visit.page.locator('openkey-widget dialog > button').click()
    expect(await visit.outcome()).toEqual(expectedError('user_rejected', { how: 'closed' }))
    expect(await visit.widget.isShown()).toBe(false)
    await release()
    await hung
    await visit.page.close()
  })

  test('S13: a second signature is rejected with busy, and the first continues', async () => {
    const visit = await known.openPage()
    await visit.startSign(known.aMessage())
    await visit.widget.button('Sign in').waitFor()
    const message = known.aMessage()
    const second = await visit.page.evaluate(
      (message) =>
        window.openkey.signSiwe({ message }).then(
          () => 'signed',
          (error) => error.code,
        ),
      message,
    )
    expect(second).toBe('busy')
    await visit.widget.grant('Sign in')
    expect(await visit.outcome()).toMatchObject({ ok: true })
    await visit.page.close()
  })
})

/** Has the widget wait for an answer as nothing else can happen in its frame, until it is released. */
async function hang({ page, widget }: HostPage) {
  const url = `http://api.openkey.localhost:${known.environment.proxy.port}/hang`
  const held = new Promise<Route>((resolve) => void page.route(url, resolve))
  const hung = widget.document().evaluate((url) => {
    const request = new XMLHttpRequest()
    request.open('GET', url, false)
    try {
      request.send()
    } catch {
      // Its end is the only thing it is made for.
    }
  }, url)
  const route = await held
  return { hung, release: () => route.abort() }
}
