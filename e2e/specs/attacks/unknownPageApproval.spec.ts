import { enterByEmail } from '@openkey/host-sdk/testing/playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { maskAttacks } from '../../attackers/coverAttacks.ts'
import { type BareHostEnvironment, openBareHost } from '../../fixtures/environment/openBareHost.ts'
import { freshEmail } from '../../fixtures/environment/startEnvironment.ts'
import { type BareHost, request } from '../../fixtures/pages/bareHost.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'
import { openUnknownHost, type UnknownHost } from '../../fixtures/pages/unknownHost.ts'
import { openWidgetWindow } from '../../fixtures/widget/openWidgetWindow.ts'

/** The deployment does not trust loopback either, so its pages are unknown like any page on the web. */
let environment: BareHostEnvironment
beforeAll(async () => {
  environment = await openBareHost({ widgetPolicy: { approval: { trustLoopback: false }, declines: { limit: 32 } } })
})
afterAll(() => environment?.stop())

const visit = (options?: Parameters<typeof openUnknownHost>[1]): Promise<UnknownHost> =>
  openUnknownHost(environment, options)

async function openRaw(): Promise<BareHost> {
  const raw = await environment.openHostPage()
  await raw.ready(await raw.connect())
  return raw
}

describe('the frame of an unknown page', () => {
  test.for(maskAttacks)('S10: shows no button that grants a new permission, under $name', async ({ run }) => {
    const { page, widget, call } = await openRaw()
    const before = environment.signed()
    await page.evaluate(run)
    call('signSiwe', request({ message: signInMessage({ ...environment.ask, space: 'secrets' }) })).catch(() => {})
    await widget.button('Continue in a window').waitFor()
    const buttons = await widget.locator.getByRole('button').allInnerTexts()
    expect(buttons.map((text) => text.trim()).filter(Boolean)).toEqual(['Continue in a window', 'Cancel'])
    expect(environment.signed()).toBe(before)
    await page.close()
  })

  test('S8: shows one screen for every request, of one height', async () => {
    const seen = async (ask: (raw: BareHost) => Promise<unknown>) => {
      const { page, widget, ...raw } = await openRaw()
      ask({ page, widget, ...raw }).catch(() => {})
      await widget.button('Continue in a window').waitFor()
      const screen = await widget.document().evaluate(() => document.body.innerHTML)
      const height = await widget.heading().evaluate((heading) => heading.closest('.screen')?.scrollHeight)
      await page.close()
      return [screen.replaceAll(/id="[^"]*"/g, ''), height]
    }
    const { host, address } = {
      host: new URL(environment.origin).host,
      address: '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266',
    }
    const stranger = signInMessage({ address, domain: host })
    const screens = [
      await seen(({ call }) => call('signSiwe', request({ message: stranger }))),
      await seen(({ call }) =>
        call('signSiwe', request({ message: signInMessage({ ...environment.ask, space: 'secrets' }) })),
      ),
      await seen(({ call }) =>
        call('signSiwe', request({ message: signInMessage(environment.ask), keyId: 'a-key-of-nobody' })),
      ),
    ]
    expect(screens).toEqual([screens[0], screens[0], screens[0]])
  })

  test('S8: observes nothing of the window, and looks the same while it is open', async () => {
    const page = await (await environment.newVisitor()).context.newPage()
    const raw = await environment.openHostPage(page)
    const line = await raw.connect()
    await raw.ready(line)
    raw.call('connect', request({ chainId: 1 })).catch(() => {})
    await raw.widget.button('Continue in a window').waitFor()
    const seen = async () => ({
      told: ((await raw.heard(line)) as { path?: string[] }[]).flatMap(({ path }) => path ?? []),
      screen: await raw.widget.document().evaluate(() => document.body.innerText),
      height: await page.evaluate(() => document.querySelector('iframe')?.getBoundingClientRect().height),
    })
    const before = await seen()
    const opened = await openWidgetWindow(page, () => raw.widget.button('Continue in a window').click())
    await enterByEmail(opened.page, freshEmail(), environment.codeFor)
    await opened.button('Not now').waitFor()
    expect(await seen()).toEqual(before)
    expect(before.told).toEqual(['ready', 'stage', 'offerWindow', 'resize'])
    await page.context().close()
  })

  test('S8: reports neither height nor step to a page that opened the window itself', async () => {
    const page = await (await environment.newVisitor()).context.newPage()
    await page.goto(environment.origin)
    const { widgetUrl } = environment.playground
    const opened = await openWidgetWindow(page, () =>
      page.evaluate((url) => window.bareHost.openWindow(url), widgetUrl),
    )
    const line = await page.evaluate(async () => {
      const line = await window.bareHost.connect()
      await window.bareHost.ready(line)
      return line
    })
    const asked = request({ chainId: 1 })
    await page.evaluate(([line, asked]) => void window.bareHost.call(line, 'connect', asked), [line, asked] as const)
    await enterByEmail(opened.page, freshEmail(), environment.codeFor)
    await opened.button('Not now').waitFor()
    const heard = (await page.evaluate((line) => window.bareHost.heard(line), line)) as { path?: string[] }[]
    expect(heard.flatMap(({ path }) => path ?? [])).toEqual(['ready', 'stage', 'offerWindow'])
    await page.context().close()
  })

  test('S19: is refused if it is credentialless', async () => {
    const page = await environment.context.newPage()
    await page.goto(environment.origin)
    await page.evaluate((src) => {
      const frame = document.createElement('iframe')
      frame.setAttribute('credentialless', '')
      document.body.append(Object.assign(frame, { src }))
    }, environment.playground.widgetUrl)
    await page.frameLocator('iframe').getByText('OpenKey can’t be used here').waitFor()
    await page.close()
  })
})

describe('an unknown page', () => {
  test('S10: signs a new user in by one click, one window, one sign-in and one press', async () => {
    const { page, press, windows, outcome, address, widget } = await visit()
    const opened = await openWidgetWindow(page, press)
    await opened.connectByEmail(freshEmail(), environment.codeFor)
    await opened.grant('Sign in')
    expect(await outcome()).toMatchObject({ ok: true, value: { session: { address: await address() } } })
    await expect.poll(() => opened.page.isClosed()).toBe(true)
    expect([windows(), await widget.isShown()]).toEqual([1, false])
    // A stage and an answer come by two ports, so the last 'done' may be too late to count.
    const stages = await page.evaluate(() => window.stages.filter((stage) => stage !== 'done'))
    expect(stages).toEqual(['waiting', 'reviewing', 'signing'])
    await page.context().close()
  })

  test('S10: accepts a repeated request of a returning user in the frame, with one press and no window', async () => {
    const { page, press, windows, outcome, reload, widget } = await visit()
    const opened = await openWidgetWindow(page, press)
    await opened.connectByEmail(freshEmail(), environment.codeFor)
    await opened.grant('Sign in')
    await outcome()

    await reload()
    await press()
    await widget.grant('Sign in')
    expect(await outcome()).toMatchObject({ ok: true })
    expect(windows()).toBe(1)
    await page.context().close()
  })

  test('S10: opens its window from the frame where it was not preloaded, and needs one for both requests', async () => {
    const { page, press, windows, outcome, widget } = await visit({ isPreloaded: false })
    await press()
    const opened = await openWidgetWindow(page, () => widget.button('Continue in a window').click())
    await opened.connectByEmail(freshEmail(), environment.codeFor)
    await opened.grant('Sign in')
    expect(await outcome()).toMatchObject({ ok: true })
    expect(windows()).toBe(1)
    await page.context().close()
  })

  test('S10: continues in the frame if the browser blocks the window', async () => {
    const { page, press, outcome, widget } = await visit({ blocksWindows: true })
    await press()
    await widget.button('Continue in a window').waitFor()
    await widget.button('Cancel').click()
    expect(await outcome()).toMatchObject({ code: 'user_rejected' })
    await page.context().close()
  })

  test('S10: requires a window for a wider request, and again after its user has disconnected', async () => {
    const { page, press, outcome, widget, address, startSign } = await visit()
    const opened = await openWidgetWindow(page, press)
    await opened.connectByEmail(freshEmail(), environment.codeFor)
    await opened.grant('Sign in')
    await outcome()

    await startSign(signInMessage({ address: await address(), domain: 'localhost:5173', space: 'secrets' }))
    const wider = await openWidgetWindow(page, () => widget.button('Continue in a window').click())
    await wider.grant('Sign in')
    expect(await outcome()).toMatchObject({ ok: true })

    await page.evaluate(() => window.openkey.disconnect())
    const again = await openWidgetWindow(page, press)
    await again.button('Continue').waitFor()
    await again.page.close()
    expect(await outcome()).toMatchObject({ code: 'user_rejected', details: { how: 'window_closed' } })
    await page.context().close()
  })

  test('S8: receives a rejection when the message names another account than the one in the window', async () => {
    const { page, outcome, widget, startSign } = await visit()
    const stranger = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
    await page.bringToFront()
    const opened = await openWidgetWindow(page, () =>
      startSign(signInMessage({ address: stranger, domain: 'localhost:5173' })),
    )
    await enterByEmail(opened.page, freshEmail(), environment.codeFor)
    await opened.page.getByText('This is for another account').waitFor()
    await opened.button('Cancel').click()
    expect(await outcome()).toMatchObject({ code: 'user_rejected', details: { how: 'declined' } })
    expect(await widget.isShown()).toBe(false)
    await page.context().close()
  })
})
