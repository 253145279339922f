import { setTimeout } from 'node:timers/promises'
import { readingMs } from '@openkey/host-sdk/testing/playwright'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { decoyColour } from '../../attackers/screenAttacks.ts'
import {
  coverUntilPressed,
  findPictureInPicture,
  focusWindowOnKey,
  openPictureInPicture,
  openWindowOnKey,
} from '../../attackers/windowAttacks.ts'
import { waitForValue } from '../../fixtures/asserts/waitForValue.ts'
import {
  type ScreenEnvironment,
  startScreenEnvironment,
} from '../../fixtures/environment/screen/startScreenEnvironment.ts'
import { request } from '../../fixtures/pages/bareHost.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'
import { type AskedOnScreen, askOnScreen } from '../../fixtures/widget/onScreen/askOnScreen.ts'
import { connectUser } from '../../fixtures/widget/onScreen/connectUser.ts'
import { pressEarly } from '../../fixtures/widget/onScreen/pressUnder.ts'
import { tabToButton } from '../../fixtures/widget/onScreen/tabToButton.ts'

/** Bounds of the widget's window, beside the page. */
const bounds = { left: 830, top: 60, width: 420, height: 760 }

/** A position on the page. */
const page = { x: 300, y: 400 }

/** Time limit on a busy machine, in milliseconds. */
const timeout = 90_000

/** One person, signed in in the window of an unknown page. */
let environment: ScreenEnvironment
let origin: string
let address: string
beforeAll(async () => {
  environment = await startScreenEnvironment({ isTrusted: false })
  origin = await environment.serveHost()
  address = await connectUser(environment, origin, bounds)
})
afterEach(() => environment?.closeHosts())
afterAll(() => environment?.stop())

let spaces = 0

/** Creates a request for something that the page was never granted. */
const asking = () => ({ message: signInMessage({ address, domain: new URL(origin).host, space: `album${++spaces}` }) })

/** Sends a request from the page's window, and waits until a person has read it. */
async function ask(): Promise<AskedOnScreen> {
  const asked = await askOnScreen(environment, { origin, place: bounds, method: 'signSiwe', members: asking })
  await setTimeout(readingMs)
  return asked
}

describe('the window of an unknown page', () => {
  test('obtains a signature from a person who sees what is asked', async () => {
    const { host, call } = await ask()
    expect(await environment.consent(host, call.number)).toMatchObject({ ok: true, value: { address } })
  })

  test('obtains a signature from a person who uses the keyboard', async () => {
    const asked = await ask()
    await tabToButton(environment.screen.input, asked.widget)
    await setTimeout(readingMs)
    await environment.screen.input.press('Return')
    await expect.poll(() => asked.host.answer(asked.call.number), { timeout }).toMatchObject({ ok: true })
  })

  test('S10: obtains nothing by the first press under a picture-in-picture window that covers the words', async () => {
    const before = environment.signed()
    const { host, call, widget, firstButton, words, presses } = await ask()
    const { input, colourAt } = environment.screen
    await host.page.evaluate(openPictureInPicture)
    await input.click(page)
    const covering = await waitForValue('The window', async () => {
      const bounds = await host.page.evaluate(findPictureInPicture)
      if (bounds === null) return undefined
      const middle = { x: bounds.left + bounds.width / 2, y: bounds.top + bounds.height / 2 }
      return decoyColour.test(await colourAt(middle)) ? bounds : undefined
    })
    // The browser puts it into the corner, and only the user can move it.
    const title = { x: covering.left + covering.width / 2, y: covering.top + 16 }
    await input.drag(title, { x: words.x - title.x, y: words.y - 40 - title.y })
    await expect.poll(() => colourAt(words), { timeout }).toMatch(decoyColour)
    await expect.poll(() => widget.evaluate(() => document.hasFocus())).toBe(false)
    await input.click(firstButton)
    await expect.poll(async () => (await presses()).count, { timeout }).toBe(1)
    await setTimeout(readingMs)
    expect(await colourAt(words)).toMatch(decoyColour)
    expect({ signatures: environment.signed() - before, answer: await host.answer(call.number) }).toEqual({
      signatures: 0,
      answer: null,
    })
  })

  test('S10: obtains nothing by a double click whose first half closes a window above the button', async () => {
    const signatures = await pressEarly(environment, async () => {
      const asked = await ask()
      const { x, y } = asked.firstButton
      const cover = { left: x - 100, top: y - 150, width: 200, height: 200 }
      await asked.host.page.evaluate(coverUntilPressed, cover, { isGesture: true })
      await expect.poll(() => environment.screen.colourAt(asked.firstButton), { timeout }).toMatch(decoyColour)
      await setTimeout(readingMs)
      await environment.screen.input.doubleClick(asked.firstButton)
      return asked
    })
    expect(signatures).toBe(0)
  })

  test('S10: obtains nothing when it gives the focus to a button while Enter is held down', async () => {
    const before = environment.signed()
    const asked = await ask()
    const { input } = environment.screen
    await tabToButton(environment.screen.input, asked.widget)
    await input.click(page)
    await asked.host.page.evaluate(focusWindowOnKey)
    const release = await input.hold('Return')
    await expect.poll(async () => (await asked.presses()).repeated, { timeout }).toBeGreaterThan(0)
    await setTimeout(2 * readingMs)
    await release()
    await setTimeout(readingMs)
    expect(environment.signed()).toBe(before)
    expect(await asked.host.answer(asked.call.number)).toBeNull()
  })

  test('S10: obtains nothing when it opens the window while Enter is held down', async () => {
    const before = environment.signed()
    const { input } = environment.screen
    const { widgetUrl } = environment.playground
    const { left, top, width, height } = bounds
    const features = `popup,left=${left},top=${top},width=${width},height=${height}`
    const host = await environment.openHost(origin)
    await host.page.evaluate(openWindowOnKey, { widgetUrl, features, input: request(asking()) })
    await input.click(page)
    const release = await input.hold('Return')
    const widget = await environment.screen.find('page', widgetUrl)
    await widget.until('A button', () => document.querySelector('.button-primary') !== null)
    await expect.poll(() => widget.evaluate(() => document.hasFocus()), { timeout }).toBe(true)
    await setTimeout(2 * readingMs)
    await release()
    await setTimeout(readingMs)
    expect(environment.signed()).toBe(before)
    expect(await host.answer(0)).toBeNull()
  })

  test('S10: obtains nothing by replacing the request that was read just before the press', async () => {
    const signatures = await pressEarly(environment, async () => {
      const asked = await ask()
      await environment.screen.input.move(asked.firstButton)
      await asked.host.swap(asked.call, 'signSiwe', asking())
      await environment.screen.input.click(asked.firstButton)
      return asked
    })
    expect(signatures).toBe(0)
  })
})
