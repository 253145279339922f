import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { countLeftovers } from '../../fixtures/asserts/leftovers.ts'
import { openSignedInHost, type SignedInHost } from '../../fixtures/environment/openSignedInHost.ts'
import { interruptions } from '../../fixtures/pages/conditions/interruptions.ts'
import type { HostPage } from '../../fixtures/pages/hostPage.ts'
import { type BrokenWidget, startBrokenWidget } from '../../fixtures/widget/brokenWidget.ts'

/** One person, signed in and known to the test app; each test has a page of its own. */
let known: SignedInHost
let broken: BrokenWidget
beforeAll(async () => {
  known = await openSignedInHost()
  broken = await startBrokenWidget()
})
afterAll(async () => {
  await known?.stop()
  await broken?.stop()
})

const openPage = (widgetUrl?: string) => known.openPage({ widgetUrl, before: countLeftovers })

/** A signature is asked for, and its review is on screen. */
async function openReview(): Promise<HostPage> {
  const visit = await openPage()
  await visit.startSign(known.aMessage())
  await visit.widget.button('Sign in').waitFor()
  return visit
}

const nothing = { listeners: 0, timers: 0, ports: 0, frames: 0, sheets: 0 }

/** Settled once with this code; and once the SDK is destroyed, the page is as it was. */
async function expectSettled({ page, outcome, settlements }: HostPage, code: string, details = {}): Promise<void> {
  expect(await outcome()).toMatchObject({ ok: false, isError: true, code, details })
  await page.evaluate(() => window.openkey.destroy())
  await expect.poll(() => page.evaluate(() => window.leftovers())).toEqual(nothing)
  expect(await settlements()).toBe(1)
  await page.close()
}

describe('an open call settles once, and leaves nothing behind, when', () => {
  test.for(interruptions)('S13: $name', async ({ happens, code, details, recovers }) => {
    const visit = await openReview()
    await happens(visit)
    expect(await visit.outcome()).toMatchObject({ code })
    if (recovers !== false) await visit.page.evaluate(() => window.openkey.ping())
    await expectSettled(visit, code, details)
  })

  test('S13: the frame crashes, which no browser reports', async () => {
    const visit = await openReview()
    const session = await visit.context.newCDPSession(visit.page)
    const crash = await visit.context.newCDPSession(visit.widget.document())
    void crash.send('Page.crash').catch(() => {})
    // The test's own hold on the page ends with a crash of any frame of it.
    const run = (expression: string) => session.send('Runtime.evaluate', { expression, awaitPromise: true })
    const { result } = await run('window.outcome.then(JSON.stringify)')
    expect(JSON.parse(String(result.value))).toMatchObject({ ok: false, code: 'widget_unresponsive' })
    await run('window.openkey.destroy()')
    const left = async () => (await run('JSON.stringify([window.leftovers(), window.settlements])')).result.value
    await expect.poll(async () => JSON.parse(String(await left()))).toEqual([nothing, 1])
  })

  test('S13: its deadline passes', async () => {
    const visit = await openPage()
    await visit.page.evaluate(
      (message) => window.start(() => window.openkey.signSiwe({ message, timeoutMs: 1_000 })),
      known.aMessage(),
    )
    await expectSettled(visit, 'timeout')
  })

  test('S13: the machine slept past its deadline', async () => {
    const visit = await openPage(broken.urlOf('/hanging'))
    await visit.page.evaluate(() => {
      window.create({ connectTimeoutMs: 3_600_000 })
      window.start(() => window.openkey.connect())
    })
    const session = await visit.context.newCDPSession(visit.page)
    // Six minutes of the browser's time pass at once; a screen has five.
    await session.send('Emulation.setVirtualTimePolicy', { policy: 'advance', budget: 360_000 })
    expect(await visit.outcome()).toMatchObject({ code: 'timeout' })
    // The browser's time stands still after a budget, so that no timer of the page would end.
    await session.send('Emulation.setVirtualTimePolicy', { policy: 'advance' })
    await expectSettled(visit, 'timeout')
  })

  test.for(['connect', 'signSiwe', 'ping', 'disconnect'] as const)('S13: its signal fires: %s', async (method) => {
    const visit = await openPage(broken.urlOf('/hanging'))
    await visit.page.evaluate(
      ({ method, message }) => {
        const { signal } = Object.assign(window, { giveUp: new AbortController() }).giveUp
        window.start(() => window.openkey[method]({ message, signal }))
      },
      { method, message: known.aMessage() },
    )
    await expect.poll(() => visit.page.locator('openkey-widget').count()).toBe(1)
    await visit.page.evaluate(() => Reflect.get(window, 'giveUp').abort())
    await expectSettled(visit, 'aborted')
  })

  test('S13: a sign-in is given up by its signal while the session is prepared', async () => {
    const visit = await openPage()
    await visit.page.evaluate(() => {
      const auth = {
        prepareSessionForSigning: () => new Promise<never>(() => {}),
        signInWithPreparedSession: () => Promise.reject(),
      }
      const stop = new AbortController()
      window.start(() => window.openkey.signIn(auth, { signal: stop.signal }))
      setTimeout(() => stop.abort(), 500)
    })
    await expectSettled(visit, 'aborted')
  })
})

describe('an open call', () => {
  test('S13: is not ended by a hello of another frame, of the widget’s own origin', async () => {
    const visit = await openReview()
    await visit.page.evaluate((src) => {
      const heard: string[] = Object.assign(window, { heard: [] }).heard
      addEventListener('message', ({ data, source }) => {
        if (source === document.querySelector<HTMLIFrameElement>('#other')?.contentWindow) heard.push(data.type)
      })
      document.body.append(Object.assign(document.createElement('iframe'), { id: 'other', src }))
    }, known.environment.playground.widgetUrl)
    await expect.poll(() => visit.page.evaluate(() => Reflect.get(window, 'heard'))).toContain('openkey:hello')
    await visit.widget.grant('Sign in')
    expect(await visit.outcome()).toMatchObject({ ok: true, value: { address: known.address } })
    await visit.page.close()
  })
})

describe('a call settles with frame_blocked when the widget', () => {
  const start = async (page: Page) => {
    await page.evaluate(() => window.create({ presentation: 'dialog', connectTimeoutMs: 800 }))
    await page.evaluate(() => window.start(() => window.openkey.connect()))
  }

  test.for([
    ['is not found', '/404'],
    ['is a server error', '/500'],
    ['has another content type', '/json'],
    ['is a download', '/download'],
    ['refuses frames by X-Frame-Options', '/x-frame-options'],
    ['refuses frames by frame-ancestors', '/frame-ancestors'],
    ['says nothing', '/silent'],
    ['cuts the connection', '/cut'],
    ['never answers', '/hanging'],
  ] as const)('S13: %s', async ([, path]) => {
    const visit = await openPage(broken.urlOf(path))
    await start(visit.page)
    await expectSettled(visit, 'frame_blocked')
  })

  test('S13: is blocked by an extension', async () => {
    const visit = await openPage()
    await visit.page.route(`${known.environment.playground.widgetUrl}/**`, (route) => route.abort('blockedbyclient'))
    await start(visit.page)
    await expectSettled(visit, 'frame_blocked')
  })

  test('S13: is blocked by the frame-src of the page', async () => {
    const visit = await openPage()
    await visit.page.evaluate(() => {
      const meta = Object.assign(document.createElement('meta'), { httpEquiv: 'Content-Security-Policy' })
      document.head.append(Object.assign(meta, { content: "frame-src 'none'" }))
    })
    await start(visit.page)
    await expectSettled(visit, 'frame_blocked')
  })

  test('S13: cannot be reached offline', async () => {
    const visit = await openPage()
    await visit.context.setOffline(true)
    await start(visit.page)
    await expectSettled(visit, 'frame_blocked')
    await known.first.context.setOffline(false)
  })
})
