import type { FrameLocator, Locator, Page } from 'playwright-core'
import { enterByEmail } from './enterByEmail.ts'
import { pressAfterReading } from './pressAfterReading.ts'
import type { ReadCode } from './readCodeFrom.ts'

/** Acts as the user of OpenKey's widget, whose language must be English. */
export type WidgetUser = {
  readonly button: (name: string) => Locator
  readonly heading: () => Locator
  /** Waits for the screen with this heading. */
  readonly says: (heading: string) => Promise<void>
  /** Signs in by email code, up to the offer of a passkey. Without an authenticator, the widget offers none. */
  readonly enterByEmail: (email: string, readCode: ReadCode) => Promise<void>
  /** Signs in by email code, and declines the passkey that the widget offers. */
  readonly signInByEmail: (email: string, readCode: ReadCode) => Promise<void>
  /**
   * Presses a button that grants something, after the time that a user takes to read.
   * @param name such as `Sign in`, `Continue` or `Allow`. @default the main button of the screen
   */
  readonly approve: (name?: string) => Promise<void>
  /** Declines what the widget asks. */
  readonly decline: () => Promise<void>
  /** Waits until the widget asks, and does not answer: the call ends by its own `signal` or `timeoutMs`. */
  readonly neverAnswer: () => Promise<void>
}

/**
 * Returns the user of the widget in the frame on a page.
 * @param page the page of your app
 * @example
 * const user = createWidgetUser(page)
 * await page.getByRole('button', { name: 'Sign in' }).click()
 * await user.signInByEmail('ada@example.com', readCodeFrom(inboxUrl))
 * await user.approve('Sign in')
 */
export function createWidgetUser(page: Page): WidgetUser {
  return actIn(page.frameLocator('iframe[title="OpenKey"]'))
}

function actIn(widget: Page | FrameLocator): WidgetUser {
  const button = (name: string) => widget.getByRole('button', { name, exact: true })
  const mainButton = () => widget.locator('.button-primary')
  const heading = () => widget.getByRole('heading', { level: 1 })

  return {
    button,
    heading,
    says: (name) => widget.getByRole('heading', { level: 1, name, exact: true }).waitFor(),
    enterByEmail: (email, readCode) => enterByEmail(widget, email, readCode),
    async signInByEmail(email, readCode) {
      await enterByEmail(widget, email, readCode)
      await pressAfterReading(button('Not now'))
    },
    approve: (name) => pressAfterReading(name === undefined ? mainButton() : button(name)),
    decline: () => pressAfterReading(button('Cancel')),
    neverAnswer: () => mainButton().waitFor(),
  }
}

/** The user of a window of the widget. */
export type WidgetWindow = WidgetUser & { readonly page: Page }

/**
 * Runs `press`, and returns the user of the window that it opens. Users approve an unknown app in such a window.
 * @example
 * const window = await openWidgetWindow(page, () => page.getByRole('button', { name: 'Sign in' }).click())
 * await window.signInByEmail('ada@example.com', readCodeFrom(inboxUrl))
 */
export async function openWidgetWindow(page: Page, press: () => Promise<void>): Promise<WidgetWindow> {
  const [opened] = await Promise.all([page.context().waitForEvent('page'), press()])
  return { page: opened, ...actIn(opened) }
}

/** Reloads the page of an app while the widget asks something. */
export async function reloadMidway(page: Page): Promise<void> {
  await createWidgetUser(page).neverAnswer()
  await page.reload()
}
