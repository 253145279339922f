import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { coverAttacks } from '../../attackers/coverAttacks.ts'
import { honestHosts } from '../../attackers/honestHosts.ts'
import { type BareHostEnvironment, openBareHost } from '../../fixtures/environment/openBareHost.ts'
import { openReview } from '../../fixtures/environment/openReview.ts'
import { freshEmail, testAppOrigin } from '../../fixtures/environment/startEnvironment.ts'
import { createHostPage, type HostPage } from '../../fixtures/pages/hostPage.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'

/** The one press that signs, against pages that show their visitor something else. */
let environment: BareHostEnvironment
beforeAll(async () => {
  environment = await openBareHost()
})
afterAll(() => environment?.stop())

/** Long enough for the gate to arm; a press is answered within {@link answeredMs}. */
const armedMs = 800
const answeredMs = 600

/** A review, its button under the eyes of a test that presses by place and not by element. */
async function openPressable(options?: Parameters<typeof openReview>[1]) {
  const before = environment.signed()
  const review = await openReview(environment, options)
  const button = review.widget.button('Sign in')
  return {
    ...review,
    button,
    signed: () => environment.signed() - before,
    notice: (text: string) => review.widget.locator.getByText(text).waitFor(),
    async press(by: 'pointer' | 'key' = 'pointer', clickCount = 1) {
      if (by === 'key') return review.page.keyboard.press('Enter')
      const box = await button.boundingBox()
      if (!box) throw new Error('The button is nowhere.')
      await review.page.mouse.click(box.x + box.width / 2, box.y + box.height / 2, { clickCount })
    },
  }
}

describe('a press on what can be seen', () => {
  test.for(['pointer', 'key'] as const)('signs, by %s', async (by) => {
    const { page, answer, button, signed, press } = await openPressable()
    if (by === 'key') await button.focus()
    await page.waitForTimeout(armedMs)
    await press(by)
    expect(await answer).toMatchObject({ ok: true })
    expect(signed()).toBe(1)
    await page.close()
  })
})

describe('a press on what cannot be seen', () => {
  test.for(coverAttacks)('S10: signs nothing under $name', async ({ run, by, leadMs = 30, says }) => {
    const { page, button, signed, notice, press } = await openPressable()
    if (by === 'key') await button.focus()
    await page.waitForTimeout(armedMs)
    await page.evaluate(run)
    await page.waitForTimeout(leadMs)
    await press(by)
    await notice(says ?? 'Part of OpenKey is covered or out of view')
    await page.waitForTimeout(armedMs)
    await press(by)
    await page.waitForTimeout(answeredMs)
    expect(signed()).toBe(0)
    await page.close()
  })
})

describe('a press that was meant for something else', () => {
  test('S10: signs nothing as the second half of a double click that began elsewhere', async () => {
    const { page, signed, notice, press } = await openPressable({ stoppedAtMs: 10_000 })
    await press('pointer', 2)
    await notice('Take a moment to read this')
    await page.waitForTimeout(answeredMs)
    expect(signed()).toBe(0)
    await page.close()
  })

  /** Ways of a page to have the keys while the button is the focused element of the frame. */
  const takings = [
    {
      name: 'a field',
      take: () => {
        const field = document.createElement('input')
        document.body.append(field)
        field.focus()
      },
    },
    { name: 'its window', take: () => window.focus() },
  ]
  const giveBack = () => document.querySelector('iframe')?.focus()

  test.for(takings)(
    'S10: signs nothing when the page takes the focus by $name, and hands it over before Enter',
    async ({ take }) => {
      const { page, answer, button, signed, press, setTime } = await openPressable({ stoppedAtMs: 10_000 })
      await button.focus()
      await setTime(20_000)
      await page.evaluate(take)
      await page.evaluate(giveBack)
      await press('key')
      await page.waitForTimeout(answeredMs)
      expect(signed()).toBe(0)
      await button.focus()
      await setTime(30_000)
      await press('key')
      await setTime(30_150)
      expect(await answer).toMatchObject({ ok: true })
      await page.close()
    },
  )

  test('S10: signs nothing under a key that was held down before the button had the focus', async () => {
    const { page, button, signed, setTime } = await openPressable({ stoppedAtMs: 10_000 })
    await page.keyboard.down('Enter')
    await button.focus()
    await setTime(30_000)
    await page.keyboard.down('Enter')
    await setTime(30_150)
    await page.waitForTimeout(answeredMs)
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true)
    expect(signed()).toBe(0)
    await page.close()
  })
})

describe('an honest page', () => {
  let known: HostPage
  let address: string
  beforeAll(async () => {
    known = await environment.newHostPage()
    await known.startConnect()
    await known.widget.connectByEmail(freshEmail(), environment.codeFor)
    address = await known.address()
  })

  test.for(honestHosts)('hinders no press: $name', async ({ run, deviceScaleFactor = 1 }) => {
    const page = await known.context.newPage()
    const devices = await page.context().newCDPSession(page)
    const size = { width: 1280, height: 720, mobile: false }
    await devices.send('Emulation.setDeviceMetricsOverride', { ...size, deviceScaleFactor })
    const { widgetUrl } = environment.playground
    const host = await createHostPage({ ...known, page, origin: testAppOrigin, widgetUrl })
    await host.startSign(signInMessage({ address, domain: 'localhost:5173' }))
    await host.widget.button('Sign in').waitFor()
    await page.evaluate(run)
    await page.waitForTimeout(armedMs)
    await host.widget.button('Sign in').click()
    expect(await host.outcome()).toMatchObject({ ok: true, value: { address } })
    await page.close()
  })
})
