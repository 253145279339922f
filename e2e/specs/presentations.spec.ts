import type { Frame, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPage } from '../fixtures/buildPage.ts'
import { createHostPage, type HostPage } from '../fixtures/hostPage.ts'
import { type Bench, freshEmail, openBench, type Visitor } from '../fixtures/openBench.ts'
import { type PageServer, servePage } from '../fixtures/servePage.ts'
import { signInMessage } from '../fixtures/signInMessage.ts'
import { openWidgetWindow, type WidgetWindow } from '../fixtures/widgetWindow.ts'

let bench: Bench
let folder: string
const servers: PageServer[] = []
beforeAll(async () => {
  bench = await openBench({ widgetPolicy: { approval: { trustLoopback: false } } })
  folder = await buildPage('host')
})
afterAll(async () => {
  await Promise.all(servers.map(({ stop }) => stop()))
  await bench?.stop()
})

/** The test app on a server of its own, with these response headers. */
async function serve(headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const server = await servePage(folder, headers)
  servers.push(server)
  return `http://localhost:${server.port}`
}

async function visit(origin: string): Promise<HostPage> {
  const visitor: Visitor = await bench.newVisitor()
  return createHostPage({ ...visitor, origin, widgetUrl: bench.playground.widgetUrl })
}

type Wish = { readonly presentation?: 'dialog' | 'inline' | 'window' | 'auto'; readonly connectTimeoutMs?: number }

/** Makes the SDK anew, and has the page's button call it, as an app does. */
async function wire(page: Page | Frame, wish: Wish, message?: string): Promise<void> {
  await page.evaluate(
    ({ wish, message }) => {
      window.create(wish)
      const button = document.querySelector<HTMLButtonElement>('#opener')
      if (!button) throw new Error('There is no button.')
      button.onclick = () =>
        window.start(() => (message === undefined ? window.openkey.connect() : window.openkey.signSiwe({ message })))
    },
    { wish, message },
  )
}
const press = (page: Page | Frame) => page.locator('#opener').click()
const frames = (page: Page) => page.locator('openkey-widget').count()

/** Comes in by e-mail code inside a window of the widget's. */
async function connectInWindow({ page, button }: WidgetWindow, email: string): Promise<void> {
  await button('Continue with e-mail').click()
  await page.getByLabel('E-mail').fill(email)
  await button('Send code').click()
  const field = page.getByLabel('Six-digit code')
  await field.waitFor()
  await field.pressSequentially(await bench.codeFor(email))
  await button('Not now').click()
}
const connected = { ok: true, value: { address: expect.any(String), chainId: 1, keyId: expect.any(String) } }

describe('inline', () => {
  test('lives in its container, is as high as its content, and is gone after the answer', async () => {
    const host = await visit(await serve())
    const { page, widget } = host
    await page.evaluate(() => {
      const container = document.body.appendChild(document.createElement('div'))
      container.style.width = '360px'
      window.create({ presentation: 'inline', container })
    })
    await host.startConnect()
    await widget.button('Continue with e-mail').waitFor()
    const frame = page.locator('openkey-widget iframe')
    const first = await frame.boundingBox()
    expect([await page.locator('openkey-widget dialog').count(), first?.width]).toEqual([0, 360])
    await widget.button('Continue with e-mail').click()
    await widget.says('Your e-mail address')
    await expect.poll(async () => (await frame.boundingBox())?.height).not.toBe(first?.height)
    await widget.button('Back').click()
    await widget.connectByEmail(freshEmail(), bench.codeFor)
    expect(await host.outcome()).toEqual(connected)
    await expect.poll(() => frame.isVisible()).toBe(false)
  })

  test('S13: settles when its container goes, and comes back with the container', async () => {
    const host = await visit(await serve())
    const { page, widget } = host
    await page.evaluate(() => {
      const container = document.body.appendChild(document.createElement('div'))
      container.id = 'place'
      window.create({ presentation: 'inline', container })
    })
    await host.startConnect()
    await widget.button('Continue with e-mail').waitFor()
    await page.evaluate(() => document.querySelector('#place')?.remove())
    expect(await host.outcome()).toMatchObject({ ok: false, code: 'channel_closed' })
    expect(await frames(page)).toBe(0)
  })
})

describe('window', () => {
  test('signs a person in and a sensitive message in a window that closes by itself', async () => {
    const origin = await serve()
    const { page, ...host } = await visit(origin)
    await wire(page, { presentation: 'window' })
    const window = await openWidgetWindow(page, () => press(page))
    await connectInWindow(window, freshEmail())
    expect(await host.outcome()).toEqual(connected)
    await expect.poll(() => window.page.isClosed()).toBe(true)

    const { value } = (await host.outcome()) as { value: { address: string } }
    await wire(
      page,
      { presentation: 'window' },
      signInMessage({ address: value.address, domain: new URL(origin).host, space: 'secrets' }),
    )
    const signing = await openWidgetWindow(page, () => press(page))
    await signing.grant('Sign in')
    expect(await host.outcome()).toMatchObject({ ok: true, value: { address: value.address } })
    await expect.poll(() => signing.page.isClosed()).toBe(true)
    expect(await frames(page)).toBe(0)
  })

  test('S13: is a no when the user closes it', async () => {
    const { page, ...host } = await visit(await serve())
    await wire(page, { presentation: 'window' })
    const window = await openWidgetWindow(page, () => press(page))
    await window.button('Continue with e-mail').waitFor()
    await window.page.close()
    expect(await host.outcome()).toMatchObject({ code: 'user_rejected', details: { how: 'window_closed' } })
  })

  test('S13: is opener_severed under a header that cuts it off, and never a no', async () => {
    const { page, ...host } = await visit(await serve({ 'cross-origin-opener-policy': 'same-origin' }))
    await wire(page, { presentation: 'window' })
    await Promise.all([page.context().waitForEvent('page'), press(page)])
    expect(await host.outcome()).toMatchObject({
      code: 'opener_severed',
      details: { field: 'Cross-Origin-Opener-Policy', expected: 'same-origin-allow-popups' },
    })
  })
})

describe('auto', () => {
  test('offers a window where the page refuses frames, and goes on there', async () => {
    const { page, ...host } = await visit(await serve({ 'content-security-policy': "frame-src 'none'" }))
    await wire(page, { connectTimeoutMs: 1_000 })
    await press(page)
    const offer = page.getByRole('button', { name: 'Continue in a window' })
    await offer.waitFor()
    const window = await openWidgetWindow(page, () => offer.click())
    await connectInWindow(window, freshEmail())
    expect(await host.outcome()).toEqual(connected)
    await expect.poll(() => window.page.isClosed()).toBe(true)
  })

  test('S13: is frame_blocked when the user leaves the refused frame', async () => {
    const { page, ...host } = await visit(await serve({ 'content-security-policy': "frame-src 'none'" }))
    await wire(page, { connectTimeoutMs: 1_000 })
    await press(page)
    await page.getByRole('button', { name: 'Continue in a window' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await host.outcome()).toMatchObject({ code: 'frame_blocked' })
    expect(await frames(page)).toBe(0)
  })

  test('takes a window on a page that is in a frame itself', async () => {
    const origin = await serve()
    const { page } = await bench.newVisitor()
    await page.goto(origin.replace('localhost', '127.0.0.1'))
    const url = `${origin}/?widget=${encodeURIComponent(bench.playground.widgetUrl)}`
    await page.evaluate((src) => document.body.append(Object.assign(document.createElement('iframe'), { src })), url)
    const innerPage = () => page.frames().find((frame) => frame.url() === url)
    await expect.poll(innerPage).toBeDefined()
    const inner = innerPage()
    if (!inner) throw new Error('There is no page inside.')
    await inner.waitForFunction(() => 'create' in window)
    await wire(inner, {})
    const opened = await openWidgetWindow(page, () => press(inner))
    await connectInWindow(opened, freshEmail())
    expect(await inner.evaluate(() => window.outcome)).toEqual(connected)
  })
})

describe('the dialog', () => {
  test('is a sheet at the bottom of a narrow screen', async () => {
    const host = await visit(await serve())
    await host.page.setViewportSize({ width: 360, height: 740 })
    await host.startConnect()
    await host.widget.button('Continue with e-mail').waitFor()
    const box = await host.page.locator('openkey-widget dialog').boundingBox()
    expect([box?.x, box?.width, Math.round((box?.y ?? 0) + (box?.height ?? 0))]).toEqual([0, 360, 740])
  })

  test('opens above a modal dialog of the page, and a press in it counts', async () => {
    const host = await visit(await serve())
    await host.page.evaluate(() => {
      const dialog = document.body.appendChild(document.createElement('dialog'))
      dialog.textContent = 'A dialog of the page'
      dialog.showModal()
    })
    await host.startConnect()
    await host.widget.connectByEmail(freshEmail(), bench.codeFor)
    const { value } = (await host.outcome()) as { value: { address: string } }
    await host.startSign(signInMessage({ address: value.address, domain: new URL(host.origin).host }))
    await host.widget.grant('Sign in')
    expect(await host.outcome()).toMatchObject({ ok: true })
  })

  test('S10: under a popover says that something covers it, signs nothing, and offers the window', async () => {
    const host = await visit(await serve())
    await host.startConnect()
    await host.widget.connectByEmail(freshEmail(), bench.codeFor)
    const { value } = (await host.outcome()) as { value: { address: string } }
    await host.startSign(signInMessage({ address: value.address, domain: new URL(host.origin).host }))
    await host.widget.button('Sign in').waitFor()
    await host.page.evaluate(() => {
      const popover = document.createElement('div')
      popover.popover = 'manual'
      popover.textContent = 'A password manager of the page'
      document.body.append(popover)
      popover.showPopover()
    })
    await host.widget.grant('Sign in')
    await host.widget.locator
      .getByText(/covers/)
      .first()
      .waitFor()
    expect([await host.settlements(), await host.widget.button('Continue in a window').count()]).toEqual([0, 1])
  })

  test('asks once for calls of one moment', async () => {
    const host = await visit(await serve())
    await host.page.evaluate(() =>
      window.start(() => Promise.all([window.openkey.connect(), window.openkey.connect()])),
    )
    await host.widget.connectByEmail(freshEmail(), bench.codeFor)
    expect(await host.outcome()).toEqual({ ok: true, value: [connected.value, connected.value] })
    expect(await host.widget.isShown()).toBe(false)
  })

  test('costs nothing while it is preloaded', async () => {
    const host = await visit(await serve())
    const seen = bench.proxy.seen.length
    await host.page.evaluate(() => window.openkey.preload())
    await host.page.evaluate(() => window.openkey.ping())
    await host.page.waitForTimeout(600)
    expect([await host.widget.isShown(), bench.proxy.seen.length - seen]).toEqual([false, 0])
  })
})

describe('repeated construction', () => {
  test('leaves one frame, whichever copy of the SDK constructs', async () => {
    const host = await visit(await serve())
    const { page } = host
    const script = await page.locator('script[src]').first().getAttribute('src')
    await page.evaluate(() => window.openkey.ping())
    // The way a replaced module or a second script tag comes in: the same code, evaluated anew.
    await page.addScriptTag({ type: 'module', url: `${script}?again` })
    await page.evaluate(() => window.openkey.ping())
    await page.evaluate(() => window.create({}))
    await page.evaluate(() => window.openkey.ping())
    expect(await frames(page)).toBe(1)
    await host.startConnect()
    await host.widget.connectByEmail(freshEmail(), bench.codeFor)
    expect(await host.outcome()).toEqual(connected)
  })
})
