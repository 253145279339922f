import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { appNames, connectAttacks, invalidConnects } from '../../attackers/connectAttacks.ts'
import { scriptedPresses } from '../../attackers/scriptedPresses.ts'
import { foreignAddress, foreignMethods, signAttacks } from '../../attackers/signAttacks.ts'
import { type BareHostEnvironment, openBareHost } from '../../fixtures/environment/openBareHost.ts'
import { openReview } from '../../fixtures/environment/openReview.ts'
import { type BareHost, request } from '../../fixtures/pages/bareHost.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'
import { createWidgetFrame } from '../../fixtures/widget/widgetFrame.ts'

/** The widget against pages that speak the protocol by hand, so that no check of the SDK's helps it. */
let environment: BareHostEnvironment
beforeAll(async () => {
  // These tests say no more often than a person would.
  environment = await openBareHost()
})
afterAll(() => environment?.stop())

const refusal = (code: string) => ({ ok: false, error: expect.objectContaining({ code }) })

describe('a connect by hand', () => {
  test.for(connectAttacks)('is not answered when it $name', async ({ attempt }) => {
    const raw = await environment.openHostPage()
    const attack = await raw.connect(attempt)
    const honest = await raw.connect()
    await raw.ready(honest)
    expect(await raw.heard(attack)).toEqual([])
    await raw.page.close()
  })

  test.for(invalidConnects)('is told why, and gets nothing, when it $name', async ({ attempt, details }) => {
    const raw = await environment.openHostPage()
    const line = await raw.connect(attempt)
    await raw.ready(line)
    const error = expect.objectContaining({ code: 'invalid_params', details })
    for (const [name, input] of [
      ['connect', request({ chainId: 1 })],
      ['account', { chainId: 1 }],
      ['signSiwe', request({ message: signInMessage(environment.ask) })],
      ['disconnect', {}],
    ] as const) {
      expect(await raw.call(name, input, line)).toEqual({ ok: false, error })
    }
    await raw.widget.locator.getByRole('heading').waitFor()
    await raw.page.close()
  })

  test('step 4: is not answered a second time, and the first line stays', async () => {
    const raw = await environment.openHostPage()
    const first = await raw.connect()
    await raw.ready(first)
    const second = await raw.connect()
    expect(await raw.call('ping', {}, first)).toEqual({ ok: true, value: null })
    expect(await raw.heard(second)).toEqual([])
    await raw.page.close()
  })

  test.for(['sibling', 'popup'] as const)('step 4: is not answered from a %s of the host', async (accomplice) => {
    const raw = await environment.openHostPage()
    expect(await raw.page.evaluate((accomplice) => window.bareHost.connectBy(accomplice), accomplice)).toEqual([])
    await raw.ready(await raw.connect())
    for (const page of environment.context.pages()) if (page.url().endsWith('accomplice.html')) await page.close()
    await raw.page.close()
  })
})

describe('a widget in the wrong place', () => {
  const heading = (page: Page) =>
    createWidgetFrame(page, environment.playground.widgetUrl).document().getByRole('heading', { level: 1 }).innerText()

  test('S11: refuses every call two frames deep', async () => {
    const page = await environment.context.newPage()
    await page.goto(`${environment.origin}/outer.html`)
    const inner = page.frames().find((frame) => frame.url().endsWith('index.html'))
    const before = environment.proxy.seen.length
    await inner?.evaluate(async (widgetUrl) => {
      window.bareHost.embed(widgetUrl)
      await window.bareHost.ready(await window.bareHost.connect())
    }, environment.playground.widgetUrl)
    const call = (name: string, input: unknown) =>
      inner?.evaluate(({ name, input }) => window.bareHost.call(0, name, input), { name, input })
    expect(await call('connect', request({ chainId: 1 }))).toEqual(refusal('nested_frame'))
    expect(await call('signSiwe', request({ message: signInMessage(environment.ask) }))).toEqual(
      refusal('nested_frame'),
    )
    expect(await call('disconnect', {})).toEqual(refusal('nested_frame'))
    expect(await heading(page)).toBe('OpenKey can’t be used here')
    expect(environment.proxy.seen.length).toBe(before)
    await page.close()
  })

  test('S11: is of no use as a page of its own', async () => {
    const page = await environment.context.newPage()
    await page.goto(environment.playground.widgetUrl)
    expect(await heading(page)).toBe('Open OpenKey from an app')
    expect(await page.getByRole('button').count()).toBe(0)
    await page.close()
  })

  test('S11: does not load in a page without an origin', async () => {
    const origin = await environment.serveElsewhere({
      'content-security-policy': 'sandbox allow-scripts',
      'access-control-allow-origin': '*',
    })
    const page = await environment.context.newPage()
    await page.goto(origin)
    expect(await page.evaluate(() => window.origin)).toBe('null')
    await page.evaluate((url) => window.bareHost.embed(url), environment.playground.widgetUrl)
    await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/)
    await page.close()
  })

  test('S18: does not run in a sandbox without its own origin', async () => {
    const page = await environment.context.newPage()
    await page.goto(environment.origin)
    await page.evaluate(
      (url) => window.bareHost.embed(url, { sandbox: 'allow-scripts' }),
      environment.playground.widgetUrl,
    )
    await page.waitForTimeout(1_000)
    expect(await page.evaluate(() => window.bareHost.hellos())).toBe(0)
    await page.close()
  })
})

describe('a request by hand', () => {
  let raw: BareHost
  let asked = 0

  /** A frame reads no more than twenty messages a minute that it refuses. */
  async function openFrame(): Promise<BareHost> {
    if (asked++ % 15 > 0) return raw
    raw = await environment.openHostPage()
    await raw.ready(await raw.connect())
    return raw
  }

  test.for(signAttacks)('gets no signature: $name', async ({ message, members, code }, { onTestFinished }) => {
    const { call, widget } = await openFrame()
    const before = environment.signed()
    const input = request({ message: message(environment.ask), ...members })
    onTestFinished(() => void call('cancel', { requestId: input.requestId }))
    expect(await call('signSiwe', input)).toEqual(refusal(code))
    expect(environment.signed()).toBe(before)
    expect(await widget.button('Sign in').count()).toBe(0)
  })

  test.for([
    {
      name: 'S5: a message of another account',
      ask: { address: foreignAddress },
      members: {},
      code: 'address_mismatch',
    },
    { name: 'S5: a key of another account', ask: {}, members: { keyId: 'someone-elses-key' }, code: 'key_not_found' },
  ])('gets no signature, and no answer before a press: $name', async ({ ask, members, code }) => {
    const { page, call, widget, ...host } = await environment.openHostPage()
    await host.ready(await host.connect())
    const before = environment.signed()
    const answer = call('signSiwe', request({ message: signInMessage({ ...environment.ask, ...ask }), ...members }))
    await widget.grant('Continue with passkey')
    await widget.button('Use another account').waitFor()
    await widget.button('Cancel').click()
    expect(await answer).toMatchObject(refusal(code))
    expect(environment.signed()).toBe(before)
    await page.close()
  })

  test.for(foreignMethods)('R4: has no method “%s” to call', async (name) => {
    const answer = await environment.known.call(name, request({ message: signInMessage(environment.ask) }))
    expect(answer).toEqual(refusal('unsupported_method'))
  })

  test('S7: cannot hand a session in with connect', async () => {
    const answer = await environment.known.call('connect', request({ chainId: 1, session: 'given-by-the-host' }))
    expect(answer).toEqual(refusal('invalid_params'))
  })

  test('is still served normally after all of these', async () => {
    const message = signInMessage(environment.ask)
    const answer = raw.call('signSiwe', request({ message }))
    await raw.page.bringToFront()
    await raw.widget.grant('Sign in')
    expect(await answer).toMatchObject({ ok: true, value: { address: environment.ask.address, message } })
  })
})

describe('a press', () => {
  test.for(scriptedPresses)('S10: is not made by a script inside the frame: $name', async ({ press }) => {
    const { page, widget, answer } = await openReview(environment)
    const before = environment.signed()
    await page.waitForTimeout(700)
    await widget.button('Sign in').evaluate(press)
    await widget.button('Cancel').evaluate(press)
    expect(await widget.button('Sign in').isVisible()).toBe(true)
    expect(environment.signed()).toBe(before)
    await widget.grant('Cancel')
    expect(await answer).toEqual(refusal('user_rejected'))
    await page.close()
  })

  test('S10: is no approval within 500 ms after the review is shown, and no rejection', async () => {
    const { page, widget, answer, message, setTime } = await openReview(environment, { stoppedAtMs: 10_000 })
    const before = environment.signed()
    const button = widget.button('Sign in')
    // Observers are told in the order they were made: once this one is, so is the widget's.
    await button.evaluate((element) => new Promise((seen) => new IntersectionObserver(seen).observe(element)))
    for (const atMs of [10_000, 10_499]) {
      await setTime(atMs)
      await button.click()
      await widget.locator.getByText('Take a moment to read this').waitFor()
      expect(environment.signed()).toBe(before)
    }
    await setTime(10_500)
    await button.click()
    await setTime(10_650)
    expect(await answer).toMatchObject({ ok: true, value: { message } })
    expect(environment.signed()).toBe(before + 1)
    await page.close()
  })
})

describe('what an app calls itself', () => {
  test.for(appNames)('S12: is shown as text beside the proven origin: $shown', async ({ given, shown }) => {
    const { page, host, widget, answer } = await openReview(environment, { appName: given })
    expect(await widget.locator.locator('.claim').textContent()).toBe(`Calls itself ${shown}`)
    expect(await widget.locator.locator('.claim .host-text').textContent()).toBe(shown)
    expect(await widget.heading().textContent()).toBe(`Sign in to ${host}`)
    expect(await widget.locator.locator('img').count()).toBe(0)
    await widget.grant('Cancel')
    expect(await answer).toEqual(refusal('user_rejected'))
    await page.close()
  })
})
