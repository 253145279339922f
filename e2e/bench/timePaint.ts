import type { StartOptions } from './timeStarts.ts'
import { controlsShown, watchControls } from './watchControls.ts'

const rounds = 15

/** Milliseconds from a call to its screen having been painted, where the widget was loaded before. */
export async function timePaint({ browser, hostUrl, widgetUrl }: StartOptions): Promise<readonly number[]> {
  const context = await browser.newContext()
  await watchControls(context)
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    const page = await context.newPage()
    await page.goto(hostUrl)
    await page.evaluate(() => window.openkey.ping())
    // What the widget fetches while idle has come.
    await page.waitForTimeout(600)
    const askedAt = await page.evaluate(() => window.askForAccount())
    times.push((await controlsShown(page, widgetUrl)).paintedAt - askedAt)
    await page.close()
  }
  await context.close()
  return times
}
