import { enterByEmail } from '@openkey/host-sdk/testing/playwright'
import type { Frame } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import {
  type Faults,
  inspectScreen,
  sidewaysIn,
  violationsIn,
  visibleParts,
} from '../../fixtures/asserts/inspectScreen.ts'
import { openDefaultSignInHost } from '../../fixtures/environment/openDefaultSignInHost.ts'
import { signPath } from '../../fixtures/environment/startBackend.ts'
import { startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { defaultSignIn } from '../../fixtures/pages/messages/signInMessage.ts'
import { openWidgetWindow } from '../../fixtures/widget/openWidgetWindow.ts'

const { message, email } = defaultSignIn

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment()
  await defaultSignIn.importKey(environment)
})
afterEach(() => environment.proxy.clear())
afterAll(() => environment?.stop())

const openHost = (size: { readonly width: number; readonly height: number }) => openDefaultSignInHost(environment, size)

describe('every screen of the widget', () => {
  test('passes axe in light and dark, and never scrolls sideways', async () => {
    const { page, widget, startConnect, startSign, outcome, context } = await openHost({ width: 432, height: 760 })
    const found: Record<string, Faults> = {}
    const look = async (screen: string, heading: string | RegExp) => {
      await widget.locator.getByRole('heading', { level: 1, name: heading }).waitFor()
      found[screen] = await inspectScreen(page, widget.document())
    }

    await startSign(message)
    await look('welcome', /^Sign in to/)
    const window = await openWidgetWindow(page, () => widget.button('Continue in a window').click())
    await look('continued', 'Continue in the window')
    await window.button('Continue with email').waitFor()
    await window.page.setViewportSize({ width: 432, height: 760 })
    found['welcome, in the window'] = await inspectScreen(window.page, window.page.mainFrame())
    await widget.button('Cancel').click()
    await outcome()

    await startSign(message)
    await widget.button('Continue with email').click()
    await look('email', 'Enter your email')
    await widget.locator.getByLabel('Email address').fill(email)
    await widget.button('Send code').click()
    await look('code', 'Enter your code')
    await widget.locator.getByLabel('Six-digit code').pressSequentially('000000')
    await widget.locator.getByText('That code is wrong').waitFor()
    await look('code, wrong', 'Enter your code')
    // The inbox still has earlier codes: this one has arrived once the screen asks for it.
    await widget.locator.getByLabel('Six-digit code').waitFor()
    await widget.locator.getByLabel('Six-digit code').fill(await environment.codeFor(email))
    await look('offer', 'Sign in faster next time?')
    await widget.grant('Not now')
    await look('review', /^Sign in to/)
    for (const fold of await widget.locator.locator('summary').all()) await fold.click()
    await look('review, unfolded', /^Sign in to/)

    environment.proxy.inject(signPath, { kind: 'hang' })
    await widget.grant('Sign in')
    await look('signing', 'Signing')
    await widget.button('Close').click()
    await outcome()
    environment.proxy.clear()
    environment.proxy.inject(signPath, { kind: 'status', status: 500 })
    await startSign(message)
    await widget.button('Continue with email').click()
    await widget.grant('Sign in')
    await look('problem', 'Can’t reach OpenKey')
    await widget.button('Leave').click()
    await outcome()
    environment.proxy.clear()

    await startSign(message.replace('Chain ID: 1', 'Chain ID: 5'))
    await look('refused', 'This chain isn’t supported')
    await widget.button('Close').last().click()
    await startConnect()
    await widget.button('Continue with email').click()
    await look('confirm', 'Share your account address?')

    await page.goto(environment.playground.widgetUrl)
    await page.getByRole('heading', { level: 1, name: 'Open OpenKey from an app' }).waitFor()
    found.blocked = await inspectScreen(page, page.mainFrame())

    expect(Object.keys(found)).toHaveLength(14)
    expect(Object.fromEntries(Object.entries(found).filter(([, faults]) => faults.length > 0))).toEqual({})
    await context.close()
  })

  test('fails on a page that breaks them', async () => {
    const { page } = await environment.newVisitor()
    await page.setViewportSize({ width: 320, height: 640 })
    await page.setContent('<p style="color: #ccc; width: 400px">Hard to read</p>')
    const violations = await violationsIn(page.mainFrame())
    expect(violations.map((violation) => violation.split(':')[0])).toContain('color-contrast')
    expect(await sidewaysIn(page.mainFrame())).toHaveLength(2)
  })
})

describe('a user with a palette of their own', () => {
  test('sees the edges of the dialog and of each button in forced colors', async () => {
    const { page, widget, startSign, context } = await openHost({ width: 432, height: 760 })
    await page.emulateMedia({ forcedColors: 'active' })
    await startSign(message)
    await widget.button('Continue with email').waitFor()
    const edges = await widget.document().evaluate(() => {
      const styleOf = (selector: string) =>
        [...document.querySelectorAll(selector)].map((part) => getComputedStyle(part))
      return {
        dialog: styleOf('.screen').map(({ outlineStyle }) => outlineStyle),
        buttons: styleOf('.button').map(({ borderColor, backgroundColor }) => borderColor !== backgroundColor),
      }
    })
    expect(edges.dialog).toEqual(['solid'])
    expect([edges.buttons.length, new Set(edges.buttons)]).toEqual([4, new Set([true])])
    expect(await violationsIn(widget.document())).toEqual([])
    await context.close()
  })
})

describe('the default sign-in message', () => {
  test('shows who, as whom, what, until when and the button in 400 × 600 without scrolling', async () => {
    const { page, widget, startSign, context } = await openHost({ width: 500, height: 632 })
    await startSign(message)
    await widget.connectByEmail(email, environment.codeFor)
    await widget.button('Sign in').waitFor()

    const box = await page.locator('iframe[title="OpenKey"]').boundingBox()
    expect(box).toMatchObject({ width: 400 })
    expect(box?.height).toBeLessThanOrEqual(600)
    const parts = ['h1', '.facts-review', '.panel-sensitive', '.panel-brief']
    expect(await visibleParts(widget.document(), parts)).toEqual(parts)
    await context.close()
  })
})

describe('a small view', () => {
  const tooSmall = 'This is too small to read. Make the window larger or turn your device to continue.'

  test('S10: reports that a frame is too small before a press, and signs at 320 × 240', async () => {
    const host = await openHost({ width: 320, height: 200 })
    const { page, widget, startSign, outcome, context } = host
    await startSign(message)
    await widget.button('Continue with email').click()
    const frame = await page.locator('iframe[title="OpenKey"]').boundingBox()
    expect([frame?.x, frame?.width]).toEqual([0, 320])
    expect((frame?.y ?? 0) + (frame?.height ?? 0)).toBeLessThanOrEqual(200)
    await widget.locator.getByLabel('Email address').fill(email)
    await widget.button('Send code').click()
    // The inbox still has earlier codes: this one has arrived once the screen asks for it.
    await widget.locator.getByLabel('Six-digit code').waitFor()
    await widget.locator.getByLabel('Six-digit code').fill(await environment.codeFor(email))
    await widget.locator.getByText(tooSmall).first().waitFor()
    expect(await sidewaysIn(widget.document())).toEqual([])
    await widget.button('Not now').click()
    expect(await widget.locator.getByRole('heading', { level: 1, name: 'Sign in faster next time?' }).isVisible()).toBe(
      true,
    )

    await page.setViewportSize({ width: 320, height: 240 })
    await widget.locator.getByText(tooSmall).first().waitFor({ state: 'hidden' })
    await widget.grant('Not now')
    await widget.button('Sign in').click()
    await widget.locator.getByText('Scroll to read everything this app asks for').waitFor()
    await readToTheEnd(widget.document())
    await widget.grant('Sign in')
    expect(await outcome()).toMatchObject({ ok: true, value: { message } })
    await context.close()
  })

  test('S10: signs in a window of 320 × 240', async () => {
    const { page, widget, startSign, outcome, context } = await openHost({ width: 800, height: 600 })
    await startSign(message)
    const window = await openWidgetWindow(page, () => widget.button('Continue in a window').click())
    await window.page.setViewportSize({ width: 320, height: 240 })
    await enterByEmail(window.page, email, environment.codeFor)
    await window.page.getByRole('heading', { level: 1, name: 'Sign in faster next time?' }).waitFor()
    await readToTheEnd(window.page.mainFrame())
    await window.grant('Not now')
    await window.button('Sign in').waitFor()
    expect(await sidewaysIn(window.page.mainFrame())).toEqual([])
    await readToTheEnd(window.page.mainFrame())
    await window.grant('Sign in')
    expect(await outcome()).toMatchObject({ ok: true, value: { message } })
    await context.close()
  })

  test.for([
    ['a phone on its side', { width: 568, height: 250 }, 'dialog'],
    ['a low pane below the page', { width: 480, height: 260 }, 'inline'],
  ] as const)('signs on %s', async ([, size, presentation]) => {
    const { page, widget, startSign, outcome, context } = await openHost(size)
    await page.evaluate((presentation) => {
      const container = document.body.appendChild(document.createElement('div'))
      window.create(presentation === 'inline' ? { presentation, container } : { presentation })
    }, presentation)
    await startSign(message)
    await widget.button('Continue with email').waitFor()
    await page.locator('iframe[title="OpenKey"]').evaluate((frame) => frame.scrollIntoView({ block: 'center' }))
    await widget.enterByEmail(email, environment.codeFor)
    await widget.button('Not now').waitFor()
    await readToTheEnd(widget.document())
    await widget.grant('Not now')
    await widget.button('Sign in').waitFor()
    expect(await sidewaysIn(widget.document())).toEqual([])
    await readToTheEnd(widget.document())
    await widget.grant('Sign in')
    expect(await outcome()).toMatchObject({ ok: true, value: { message } })
    await context.close()
  })
})

/** Scrolls as a person reads, so that every line has been in view. */
async function readToTheEnd(frame: Frame): Promise<void> {
  await frame.locator('h1').waitFor()
  await frame.evaluate(async () => {
    for (let top = 0; top < document.documentElement.scrollHeight; top += 60) {
      scrollTo(0, top)
      await new Promise((resolve) => requestAnimationFrame(resolve))
    }
  })
}
