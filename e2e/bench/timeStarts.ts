import type { Browser } from 'playwright-core'
import { controlsShown, watchControls } from './watchControls.ts'

export type Starts = { readonly cold: readonly number[]; readonly warm: readonly number[] }

export type StartOptions = {
  readonly browser: Browser
  /** The page of `e2e/pages/timing`, with the widget's URL in its query. */
  readonly hostUrl: string
  readonly widgetUrl: string
  /** A page of 1 kB on another site. */
  readonly peerUrl: string
}

const rounds = 25

/** Milliseconds from a frame's insertion to its first usable control: the widget's, and those of a page of 1 kB. */
export async function timeStarts({ browser, hostUrl, widgetUrl, peerUrl }: StartOptions) {
  const widget = { cold: [] as number[], warm: [] as number[] }
  const peer = { cold: [] as number[], warm: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    for (const { times, url, insert } of [
      { times: peer, url: peerUrl, insert: (url: string) => window.insertFrame(url) },
      { times: widget, url: widgetUrl, insert: () => window.askForAccount() },
    ]) {
      // A context of its own has an empty cache; the second page of it has a full one.
      const context = await browser.newContext()
      await watchControls(context)
      for (const temperature of ['cold', 'warm'] as const) {
        const page = await context.newPage()
        await page.goto(hostUrl)
        const insertedAt = await page.evaluate(insert, url)
        times[temperature].push((await controlsShown(page, url)).usableAt - insertedAt)
        await page.close()
      }
      await context.close()
    }
  }
  return { widget, peer } satisfies Readonly<Record<string, Starts>>
}
