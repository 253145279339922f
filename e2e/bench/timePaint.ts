import type { Page } from 'playwright-core'
import type { StartOptions } from './timeStarts.ts'
import { controlsShown, watchControls } from './watchControls.ts'

const rounds = 25

export type PaintOptions = Omit<StartOptions, 'peerUrl'> & {
  /** A page on another site that shows a control when it is told to. */
  readonly hiddenUrl: string
}

/**
 * Milliseconds from a call to its screen having been painted, both loaded before: the widget, and a bare page in a
 * dialog.
 */
export async function timePaint({ browser, hostUrl, widgetUrl, hiddenUrl }: PaintOptions) {
  const context = await browser.newContext()
  await watchControls(context)
  const widget: number[] = []
  const peer: number[] = []

  async function time(times: number[], url: string, load: (page: Page) => Promise<void>, ask: () => number) {
    const page = await context.newPage()
    await page.goto(hostUrl)
    await load(page)
    // What the widget fetches while idle has come: timers of a hidden frame run once a second.
    await page.waitForTimeout(1_500)
    const askedAt = await page.evaluate(ask)
    times.push((await controlsShown(page, url)).paintedAt - askedAt)
    await page.close()
  }

  for (let round = 0; round < rounds; round++) {
    await time(
      peer,
      hiddenUrl,
      (page) => page.evaluate((url) => window.loadHidden(url), hiddenUrl),
      () => window.showHidden(),
    )
    await time(
      widget,
      widgetUrl,
      (page) => page.evaluate(() => window.openkey.ping()),
      () => window.askForAccount(),
    )
  }
  await context.close()
  return { widget, peer }
}
