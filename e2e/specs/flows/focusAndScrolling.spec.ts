import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDefaultSignInHost } from '../../fixtures/environment/openDefaultSignInHost.ts'
import { startEnvironment, type TestEnvironment } from '../../fixtures/environment/startEnvironment.ts'
import { defaultSignIn } from '../../fixtures/pages/messages/signInMessage.ts'

const { message, email } = defaultSignIn

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment()
  await defaultSignIn.importKey(environment)
})
afterAll(() => environment?.stop())

const openHost = (size: { readonly width: number; readonly height: number }) => openDefaultSignInHost(environment, size)

describe('a user without a mouse', () => {
  test('signs in by keyboard alone, and is back where they were', async () => {
    const { page, widget, outcome, context } = await openHost({ width: 800, height: 760 })
    await page.evaluate((message) => {
      const opener = document.querySelector<HTMLElement>('#opener')
      opener?.addEventListener('click', () => window.start(() => window.openkey.signSiwe({ message })))
      opener?.focus()
    }, message)
    const tabTo = async (name: string) => {
      await widget.button(name).waitFor()
      for (let presses = 0; presses < 12; presses++) {
        await page.keyboard.press('Tab')
        if (await widget.button(name).evaluate((button) => button === document.activeElement)) return
      }
      throw new Error(`No way by Tab to “${name}”.`)
    }

    await page.keyboard.press('Enter')
    await tabTo('Continue with email')
    await page.keyboard.press('Enter')
    await widget.locator.getByLabel('Email address').waitFor()
    await page.keyboard.type(email)
    await page.keyboard.press('Enter')
    await widget.locator.getByLabel('Six-digit code').waitFor()
    await page.keyboard.type(await environment.codeFor(email))
    await tabTo('Not now')
    await page.waitForTimeout(700)
    await page.keyboard.press('Enter')
    await tabTo('Sign in')
    await page.waitForTimeout(700)
    await page.keyboard.press('Enter')

    expect(await outcome()).toMatchObject({ ok: true, value: { message } })
    expect(await widget.isShown()).toBe(false)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('opener')
    await context.close()
  })
})

describe('the dialog', () => {
  test('keeps its top edge from screen to screen, whatever their heights', async () => {
    const { page, widget, startSign, context } = await openHost({ width: 800, height: 760 })
    const dialog = page.locator('openkey-widget dialog')
    const boxes: { readonly y: number; readonly height: number }[] = []
    const look = async (part: Locator) => {
      await part.waitFor()
      // The frame reports its height after the screen is drawn.
      await page.waitForTimeout(300)
      boxes.push((await dialog.boundingBox()) ?? { y: -1, height: -1 })
    }

    await startSign(message)
    await look(widget.button('Continue with email'))
    await widget.button('Continue with email').click()
    await look(widget.locator.getByLabel('Email address'))
    await widget.locator.getByLabel('Email address').fill(email)
    await widget.button('Send code').click()
    await look(widget.locator.getByLabel('Six-digit code'))
    expect(new Set(boxes.map(({ y }) => y)).size).toBe(1)
    expect(new Set(boxes.map(({ height }) => height)).size).toBeGreaterThan(1)
    await context.close()
  })
})

describe('the page behind the dialog', () => {
  test('stays where it is while the dialog is open, and scrolls again after', async () => {
    const { page, widget, startConnect, outcome, context } = await openHost({ width: 800, height: 600 })
    await page.evaluate(() => {
      document.body.style.height = '3000px'
      scrollTo(0, 300)
    })
    const scrolled = async () => {
      await page.mouse.move(20, 300)
      await page.mouse.wheel(0, 200)
      await page.waitForTimeout(300)
      return page.evaluate(() => scrollY)
    }
    await startConnect()
    await widget.button('Cancel').waitFor()
    expect(await scrolled()).toBe(300)
    await widget.button('Cancel').click()
    expect(await outcome()).toMatchObject({ ok: false, code: 'user_rejected' })
    expect(await scrolled()).toBe(500)
    await context.close()
  })

  test.for([
    { name: 'a page that scrolls', height: '3000px' },
    { name: 'a page that fits', height: 'auto' },
  ])('does not move sideways when the dialog opens: $name', async ({ height }) => {
    const { page, widget, startConnect, context } = await openHost({ width: 800, height: 600 })
    const width = () => page.evaluate(() => document.body.getBoundingClientRect().width)
    await page.evaluate((height) => document.body.style.setProperty('height', height), height)
    const before = await width()
    await startConnect()
    await widget.button('Cancel').waitFor()
    expect(await width()).toBe(before)
    await context.close()
  })
})
