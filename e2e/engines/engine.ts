import { setTimeout } from 'node:timers/promises'
import { feedbackText } from '../../widget/src/ui/text/en/feedbackText.ts'
import { waitForValue } from '../fixtures/asserts/waitForValue.ts'

/** The page of the app, the widget's frame in it, or the window in which the widget goes on. */
export type Place = 'page' | 'widget' | 'window'

/** One visitor in a browser, and the little a sign-in needs of it. What is pressed and typed is trusted. */
export type Engine = {
  readonly open: (url: string) => Promise<void>
  /** Value of an expression in that document; a promise is waited for. */
  readonly evaluate: (place: Place, expression: string) => Promise<unknown>
  /** Waits for an element. @param xpath finds it */
  readonly see: (place: Place, xpath: string) => Promise<void>
  /** Presses an element, once it is there. */
  readonly press: (place: Place, xpath: string) => Promise<void>
  /** Presses what grants something, as a person does: after reading. Resolves once the press has counted. */
  readonly grant: (place: Place, xpath: string) => Promise<void>
  readonly type: (place: Place, xpath: string, text: string) => Promise<void>
  /** Number of windows that have opened so far, without the page. */
  readonly windows: () => Promise<number>
  readonly stop: () => Promise<void>
}

/** Finds a button by what it says. */
export const button = (name: string) => `//button[normalize-space()="${name}"]`

/** Time a user takes to read a request, in milliseconds. */
const readingMs = 1_000

const refusal = `//*[@role="status" and normalize-space()="${feedbackText.press.early}"]`

/** One document, which the driver has gone to and does not leave. */
export type VisitedDocument = {
  readonly has: (xpath: string) => Promise<boolean>
  readonly click: (xpath: string) => Promise<void>
}

/**
 * Presses a button after reading, and stays in its document until the press has counted: to go elsewhere moves the
 * focus, which takes the press back. A press that a busy machine makes come too early is made again, once the widget
 * has said so.
 */
export async function pressAfterReading({ has, click }: VisitedDocument, xpath: string): Promise<void> {
  for (;;) {
    await setTimeout(readingMs)
    if (!(await has(xpath))) return
    await click(xpath)
    const isRefused = await waitForValue('An answer to the press', async () => {
      if (!(await has(xpath))) return false
      return (await has(refusal)) || undefined
    })
    if (!isRefused) return
  }
}
