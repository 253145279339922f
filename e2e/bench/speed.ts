import { openBench } from '../fixtures/bench/openBench.ts'
import { buildPage } from '../fixtures/serving/buildPage.ts'
import { servePage } from '../fixtures/serving/servePage.ts'
import { median } from './median.ts'
import { printTable } from './printTable.ts'
import { timePaint } from './timePaint.ts'
import { timeStarts } from './timeStarts.ts'

/**
 * Times what a person waits for, in a real browser, each beside a peer of the same run. Wants a quiet machine.
 * @returns whether all is within its budget
 */
export async function main(): Promise<boolean> {
  const { browser, playground, stop } = await openBench()
  const pages = await servePage(await buildPage('bench'))
  try {
    const { widgetUrl } = playground
    // Sites of their own: `*.localhost` shares no process with `localhost`.
    const peerUrl = `http://peer.localhost:${pages.port}/peer.html`
    const echoUrl = `http://peer.localhost:${pages.port}/echo.html`
    const hostUrl = `http://localhost:${pages.port}/?widget=${encodeURIComponent(widgetUrl)}`
    const urls = { browser, hostUrl, widgetUrl, peerUrl }

    const { widget, peer } = await timeStarts(urls)
    const paint = await timePaint(urls)
    const page = await (await browser.newContext()).newPage()
    await page.goto(hostUrl)
    const calls = await page.evaluate((url) => window.timeCalls(url), echoUrl)

    return printTable([
      compare('startCold', widget.cold, peer.cold),
      compare('startWarm', widget.warm, peer.warm),
      { budget: 'paint', value: median(paint) },
      compare('call', calls.guarded, calls.plain),
    ])
  } finally {
    await pages.stop()
    await stop()
  }
}

function compare(budget: 'startCold' | 'startWarm' | 'call', ours: readonly number[], peers: readonly number[]) {
  const [our, their] = [median(ours), median(peers)]
  const digits = our < 1 ? 3 : 0
  return { budget, value: our / their, note: `${our.toFixed(digits)} / ${their.toFixed(digits)} ms` }
}
