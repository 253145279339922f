import type { Locator } from 'playwright-core'

/**
 * Time in milliseconds that a screen must have been still before a press counts, with some to spare. The widget ignores
 * presses in the first half second, so that users can read the screen before they approve it.
 */
export const readingMs = 750

/**
 * Points at a button that grants something, and presses it after the time that a user takes to read. Presses again, as a
 * user does, where the press did not count because the machine was slow to draw the screen: the widget says so, or the
 * browser dropped the click, as Chromium does to a frame that has just moved.
 */
export async function pressAfterReading(button: Locator): Promise<void> {
  for (let presses = 0; presses < 10; presses += 1) {
    await button.hover()
    await button.page().waitForTimeout(readingMs)
    await button.evaluate((element) => {
      Reflect.set(element, 'isPressed', false)
      element.addEventListener('click', () => Reflect.set(element, 'isPressed', true), { capture: true, once: true })
    })
    await button.click()
    if (!(await isWithoutEffect(button))) return
  }
}

/** Returns whether the button, three seconds after a press, says why that did not count, or has not received it. */
async function isWithoutEffect(button: Locator): Promise<boolean> {
  try {
    let isWithoutEffect = false
    for (let looks = 0; looks < 30; looks += 1) {
      const [found] = await button.evaluateAll((buttons) =>
        buttons.map((button) => ({
          isWaiting: button.checkVisibility() && button.ariaDisabled !== 'true',
          isRefused: button.previousElementSibling?.className === 'early',
          isDropped: Reflect.get(button, 'isPressed') === false,
        })),
      )
      if (!found?.isWaiting) return false
      isWithoutEffect = found.isRefused || found.isDropped
      await button.page().waitForTimeout(100)
    }
    return isWithoutEffect
  } catch {
    // Its frame or window has closed.
    return false
  }
}
