import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freshEmail, startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { createHostPage, type HostPage } from '../../fixtures/pages/hostPage.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'
import { createPageServers, type PageServers } from '../../fixtures/pages/serving/pageServers.ts'
import { wireOpener } from '../../fixtures/pages/wireOpener.ts'
import { openWidgetWindow } from '../../fixtures/widget/openWidgetWindow.ts'

let environment: TestEnvironment
let servers: PageServers
beforeAll(async () => {
  environment = await startEnvironment()
  servers = await createPageServers('host')
})
afterAll(async () => {
  await servers?.stop()
  await environment?.stop()
})

/** A person on the test app, which comes with these response headers. */
async function visit(headers: Readonly<Record<string, string>> = {}): Promise<HostPage> {
  const [visitor, origin] = await Promise.all([environment.newVisitor(), servers.serve(headers)])
  return createHostPage({ ...visitor, origin, widgetUrl: environment.playground.widgetUrl })
}

/** An ordinary message of the account that has just connected. */
const ordinary = async ({ address, origin }: HostPage) =>
  signInMessage({ address: await address(), domain: new URL(origin).host })
const frames = (page: Page) => page.locator('openkey-widget').count()
const connected = { ok: true, value: { address: expect.any(String), chainId: 1, keyId: expect.any(String) } }

describe('inline', () => {
  test('lives in its container, is as high as its content, and is gone after the answer', async () => {
    const host = await visit()
    const { page, widget } = host
    await page.evaluate(() => {
      const container = document.body.appendChild(document.createElement('div'))
      container.style.width = '360px'
      window.create({ presentation: 'inline', container })
    })
    await host.startConnect()
    await widget.button('Continue with email').waitFor()
    const frame = page.locator('openkey-widget iframe')
    const first = await frame.boundingBox()
    expect([await page.locator('openkey-widget dialog').count(), first?.width]).toEqual([0, 360])
    await widget.button('Continue with email').click()
    await widget.says('Enter your email')
    await expect.poll(async () => (await frame.boundingBox())?.height).not.toBe(first?.height)
    await widget.button('Back').click()
    await widget.connectByEmail(freshEmail(), environment.codeFor)
    expect(await host.outcome()).toEqual(connected)
    await expect.poll(() => frame.isVisible()).toBe(false)
  })

  test('S13: settles when its container goes, and comes back with the container', async () => {
    const host = await visit()
    const { page, widget } = host
    await page.evaluate(() => {
      const container = document.body.appendChild(document.createElement('div'))
      container.id = 'place'
      window.create({ presentation: 'inline', container })
    })
    await host.startConnect()
    await widget.button('Continue with email').waitFor()
    await page.evaluate(() => document.querySelector('#place')?.remove())
    expect(await host.outcome()).toMatchObject({ ok: false, code: 'channel_closed' })
    expect(await frames(page)).toBe(0)
  })
})

describe('window', () => {
  test('signs a person in and a sensitive message in a window that closes by itself', async () => {
    const { page, ...host } = await visit()
    const opener = await wireOpener(page, { presentation: 'window' })
    const window = await openWidgetWindow(page, opener.press)
    await window.connectByEmail(freshEmail(), environment.codeFor)
    expect(await host.outcome()).toEqual(connected)
    await expect.poll(() => window.page.isClosed()).toBe(true)

    const address = await host.address()
    const message = signInMessage({ address, domain: new URL(host.origin).host, space: 'secrets' })
    const signer = await wireOpener(page, { presentation: 'window' }, message)
    const signing = await openWidgetWindow(page, signer.press)
    await signing.grant('Sign in')
    expect(await host.outcome()).toMatchObject({ ok: true, value: { address } })
    await expect.poll(() => signing.page.isClosed()).toBe(true)
    expect(await frames(page)).toBe(0)
  })

  test('S13: rejects with user_rejected when the user closes it', async () => {
    const { page, ...host } = await visit()
    const opener = await wireOpener(page, { presentation: 'window' })
    const window = await openWidgetWindow(page, opener.press)
    await window.button('Continue with email').waitFor()
    await window.page.close()
    expect(await host.outcome()).toMatchObject({ code: 'user_rejected', details: { how: 'window_closed' } })
  })

  test('S13: rejects with opener_severed, and not user_rejected, under a header that severs it', async () => {
    const { page, ...host } = await visit({ 'cross-origin-opener-policy': 'same-origin' })
    const opener = await wireOpener(page, { presentation: 'window' })
    await Promise.all([page.context().waitForEvent('page'), opener.press()])
    expect(await host.outcome()).toMatchObject({
      code: 'opener_severed',
      details: { field: 'Cross-Origin-Opener-Policy', expected: 'same-origin-allow-popups' },
    })
  })
})

describe('auto', () => {
  test('offers a window on a page that blocks frames, and continues there', async () => {
    const { page, ...host } = await visit({ 'content-security-policy': "frame-src 'none'" })
    const opener = await wireOpener(page, { connectTimeoutMs: 1_000 })
    await opener.press()
    const offer = page.getByRole('button', { name: 'Continue in a window' })
    await offer.waitFor()
    const window = await openWidgetWindow(page, () => offer.click())
    await window.connectByEmail(freshEmail(), environment.codeFor)
    expect(await host.outcome()).toEqual(connected)
    await expect.poll(() => window.page.isClosed()).toBe(true)
  })

  test('S13: is frame_blocked when the user leaves the refused frame', async () => {
    const { page, ...host } = await visit({ 'content-security-policy': "frame-src 'none'" })
    const opener = await wireOpener(page, { connectTimeoutMs: 1_000 })
    await opener.press()
    await page.getByRole('button', { name: 'Continue in a window' }).waitFor()
    await page.keyboard.press('Escape')
    expect(await host.outcome()).toMatchObject({ code: 'frame_blocked' })
    expect(await frames(page)).toBe(0)
  })

  test('uses a window on a page that is itself in a frame', async () => {
    const origin = await servers.serve()
    const { page } = await environment.newVisitor()
    await page.goto(origin.replace('localhost', '127.0.0.1'))
    const url = `${origin}/?widget=${encodeURIComponent(environment.playground.widgetUrl)}`
    await page.evaluate((src) => document.body.append(Object.assign(document.createElement('iframe'), { src })), url)
    const innerPage = () => page.frames().find((frame) => frame.url() === url)
    await expect.poll(innerPage).toBeDefined()
    const inner = innerPage()
    if (!inner) throw new Error('There is no page inside.')
    await inner.waitForFunction(() => 'create' in window)
    const opener = await wireOpener(inner, {})
    const opened = await openWidgetWindow(page, opener.press)
    await opened.connectByEmail(freshEmail(), environment.codeFor)
    expect(await inner.evaluate(() => window.outcome)).toEqual(connected)
  })
})

describe('the dialog', () => {
  test('is a sheet at the bottom of a narrow screen', async () => {
    const host = await visit()
    await host.page.setViewportSize({ width: 360, height: 740 })
    await host.startConnect()
    await host.widget.button('Continue with email').waitFor()
    const box = await host.page.locator('openkey-widget dialog').boundingBox()
    expect([box?.x, box?.width, Math.round((box?.y ?? 0) + (box?.height ?? 0))]).toEqual([0, 360, 740])
  })

  test('opens above a modal dialog of the page, and a press in it counts', async () => {
    const host = await visit()
    await host.page.evaluate(() => {
      const dialog = document.body.appendChild(document.createElement('dialog'))
      dialog.textContent = 'A dialog of the page'
      dialog.showModal()
    })
    await host.startConnect()
    await host.widget.connectByEmail(freshEmail(), environment.codeFor)
    await host.startSign(await ordinary(host))
    await host.widget.grant('Sign in')
    expect(await host.outcome()).toMatchObject({ ok: true })
  })

  test('S10: reports a popover that covers it, signs nothing, and offers the window', async () => {
    const host = await visit()
    await host.startConnect()
    await host.widget.connectByEmail(freshEmail(), environment.codeFor)
    await host.startSign(await ordinary(host))
    await host.widget.button('Sign in').waitFor()
    await host.page.evaluate(() => {
      const popover = document.createElement('div')
      popover.popover = 'manual'
      popover.textContent = 'A password manager of the page'
      document.body.append(popover)
      popover.showPopover()
    })
    const pressed = async () => {
      await host.widget.button('Sign in').click()
      return host.widget.locator.getByText(/is covered/).count()
    }
    await expect.poll(pressed).toBeGreaterThan(0)
    expect([await host.settlements(), await host.widget.button('Continue in a window').count()]).toEqual([0, 1])
  })
})
