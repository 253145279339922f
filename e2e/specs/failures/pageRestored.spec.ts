import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type RestoredDocument,
  type RestoredPage,
  restorePage,
} from '../../fixtures/environment/browser/restorePage.ts'
import { type SignedInHost, signInNewUser } from '../../fixtures/environment/openSignedInHost.ts'
import { startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import type { HostPage } from '../../fixtures/pages/hostPage.ts'

/**
 * Pages that are left and restored from the browser's back/forward cache, as `pageshow` confirms: with an idle frame,
 * with an open call, with a frame that the page removes meanwhile, and with a review, which the browser does not keep.
 */
let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment()
})
afterAll(() => environment?.stop())

/** Leaves the page and comes back. The rest would prove nothing on a page that was loaded anew. */
async function restore({ page, origin }: HostPage): Promise<RestoredPage> {
  const restored = await restorePage(page, `${origin}/?elsewhere`)
  expect(await restored.evaluate(() => window.persisted)).toBe(true)
  return restored
}

/** Waits for the first screen in the only frame of the page, and returns its document. */
async function firstScreen(restored: RestoredPage): Promise<RestoredDocument> {
  let frames: readonly RestoredDocument[] = []
  // A frame that the page has just removed may still be listed.
  await expect
    .poll(async () => {
      frames = await restored.frames(environment.playground.widgetUrl)
      return Promise.all(frames.map((frame) => frame.evaluate(() => document.body.innerText).catch(() => 'gone')))
    })
    .toEqual([expect.stringContaining('Continue with email')])
  const [frame] = frames
  if (frame === undefined) throw new Error('There is no widget on this page.')
  return frame
}

/** Presses a button of the first screen, as a user does. */
async function press(restored: RestoredPage, name: string): Promise<void> {
  const frame = await firstScreen(restored)
  const inFrame = await frame.evaluate((name) => {
    const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name)
    const { x = Number.NaN, y = Number.NaN, width = 0, height = 0 } = button?.getBoundingClientRect() ?? {}
    return { x: x + width / 2, y: y + height / 2 }
  }, name)
  const corner = await restored.evaluate(() => {
    const { x = Number.NaN, y = Number.NaN } = document.querySelector('iframe')?.getBoundingClientRect() ?? {}
    return { x, y }
  })
  await restored.click({ x: corner.x + inFrame.x, y: corner.y + inFrame.y })
}

const outcome = (restored: RestoredPage) => restored.evaluate(() => window.outcome)
const startConnect = (restored: RestoredPage) => restored.evaluate(() => window.start(() => window.openkey.connect()))

describe('a page restored from the back/forward cache', () => {
  test('reaches the widget that it left', async () => {
    const host = await environment.newHostPage()
    await host.startConnect()
    await host.widget.button('Cancel').click()
    await host.outcome()
    const restored = await restore(host)
    expect(await restored.evaluate(() => window.openkey.disconnect())).toBeUndefined()
    await startConnect(restored)
    await press(restored, 'Cancel')
    expect(await outcome(restored)).toMatchObject({ ok: false, code: 'user_rejected', details: { how: 'declined' } })
  })

  test('keeps a call open that was open, and settles it once', async () => {
    const host = await environment.newHostPage()
    await host.startConnect()
    await host.widget.button('Continue with email').waitFor()
    const restored = await restore(host)
    expect(await restored.evaluate(() => window.settlements)).toBe(0)
    await press(restored, 'Cancel')
    expect(await outcome(restored)).toMatchObject({ ok: false, code: 'user_rejected', details: { how: 'declined' } })
    expect(await restored.evaluate(() => window.settlements)).toBe(1)
  })

  test('keeps a call open that another call of the same page follows', async () => {
    const host = await environment.newHostPage()
    await host.startConnect()
    await host.widget.button('Continue with email').waitFor()
    const restored = await restore(host)
    const shared = restored.evaluate(() => window.openkey.connect().catch(({ code }) => code))
    await press(restored, 'Cancel')
    expect(await shared).toBe('user_rejected')
    expect(await outcome(restored)).toMatchObject({ ok: false, code: 'user_rejected' })
  })

  test.for(['pagehide', 'pageshow'] as const)(
    'S13: has channel_closed at once if it removes the frame on %s, and opens a fresh one on the next call',
    async (event) => {
      const host = await environment.newHostPage()
      await host.startConnect()
      await host.widget.button('Continue with email').waitFor()
      await host.page.evaluate((event) => {
        addEventListener(event, () => document.querySelector('openkey-widget')?.remove())
      }, event)
      const restored = await restore(host)
      expect(await outcome(restored)).toMatchObject({ ok: false, code: 'channel_closed' })
      await startConnect(restored)
      await firstScreen(restored)
    },
  )

  test('S13: has channel_closed at once if it replaces its body on the way, as Turbo does', async () => {
    const host = await environment.newHostPage()
    await host.startConnect()
    await host.widget.button('Continue with email').waitFor()
    await host.page.evaluate(() => {
      addEventListener('pagehide', () => document.body.replaceWith(document.createElement('body')))
    })
    const restored = await restore(host)
    expect(await outcome(restored)).toMatchObject({ ok: false, code: 'channel_closed' })
    await startConnect(restored)
    await firstScreen(restored)
  })

  test('makes its first call', async () => {
    const restored = await restore(await environment.newHostPage())
    await startConnect(restored)
    await firstScreen(restored)
  })

  test('ends a call whose time ran out meanwhile', async () => {
    const host = await environment.newHostPage()
    await host.startConnect()
    await host.widget.button('Continue with email').waitFor()
    await host.page.evaluate(() => {
      const { now } = Date
      // As after a long time elsewhere.
      addEventListener('pageshow', () => Object.assign(Date, { now: () => now() + 3_600_000 }))
    })
    const restored = await restore(host)
    expect(await outcome(restored)).toMatchObject({ ok: false, code: 'timeout' })
  })
})

describe('a page that is left during a review', () => {
  let signedIn: SignedInHost
  beforeAll(async () => {
    signedIn = await signInNewUser(environment)
  })

  test('S19: leaves the next review free, whether or not the browser keeps it', async () => {
    const host = await signedIn.openPage()
    await host.startSign(signedIn.aMessage())
    await host.widget.button('Sign in').waitFor()
    await restorePage(host.page, `${host.origin}/?elsewhere`)
    const next = await signedIn.openPage()
    await host.page.close()
    await next.startSign(signedIn.aMessage())
    await next.widget.grant('Sign in')
    expect(await next.outcome()).toMatchObject({ ok: true })
  })
})
