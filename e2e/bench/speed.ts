import {
  type EnvironmentOptions,
  startEnvironment,
  type TestEnvironment,
} from '../fixtures/environment/startEnvironment.ts'
import { buildPage } from '../fixtures/pages/serving/buildPage.ts'
import { servePage } from '../fixtures/pages/serving/servePage.ts'
import { median } from './median.ts'
import { printTable } from './printTable.ts'
import { timePaint } from './timePaint.ts'
import { timeStarts } from './timeStarts.ts'

/**
 * Times what a person waits for, in a real browser, each beside a peer of the same run. Wants a quiet machine.
 * @returns whether all is within its budget
 */
export async function main(): Promise<boolean> {
  const pages = await servePage(await buildPage('timing'))
  // Sites of their own: `*.localhost` shares no process with `localhost`.
  const pageOf = (name: string) => `http://peer.localhost:${pages.port}/${name}.html`
  const hostOf = (widgetUrl: string) => `http://localhost:${pages.port}/?widget=${encodeURIComponent(widgetUrl)}`

  // Unknown like any page on the web, since loopback is not trusted.
  const starts = await withBench({ approval: { trustLoopback: false } }, ({ browser, playground: { widgetUrl } }) =>
    timeStarts({ browser, widgetUrl, hostUrl: hostOf(widgetUrl), peerUrl: pageOf('peer') }),
  )
  // The frame of an unknown page that was preloaded shows nothing: its window opens at once.
  const { paint, calls } = await withBench({}, async ({ browser, playground: { widgetUrl } }) => {
    const hostUrl = hostOf(widgetUrl)
    const paint = await timePaint({ browser, widgetUrl, hostUrl, hiddenUrl: pageOf('hidden') })
    const page = await (await browser.newContext()).newPage()
    await page.goto(hostUrl)
    const calls = await page.evaluate((url) => window.timeCalls(url), pageOf('echo'))
    return { paint, calls }
  })
  await pages.stop()

  return printTable([
    compare('startCold', starts.widget.cold, starts.peer.cold),
    compare('startWarm', starts.widget.warm, starts.peer.warm),
    compare('paint', paint.widget, paint.peer),
    compare('call', calls.guarded, calls.plain),
  ])
}

async function withBench<Times>(
  widgetPolicy: NonNullable<EnvironmentOptions['widgetPolicy']>,
  time: (bench: TestEnvironment) => Promise<Times>,
): Promise<Times> {
  const bench = await startEnvironment({ widgetPolicy })
  try {
    return await time(bench)
  } finally {
    await bench.stop()
  }
}

function compare(
  budget: 'startCold' | 'startWarm' | 'paint' | 'call',
  ours: readonly number[],
  peers: readonly number[],
) {
  const [our, their] = [median(ours), median(peers)]
  const digits = our < 1 ? 3 : 0
  return { budget, value: our / their, note: `${our.toFixed(digits)} / ${their.toFixed(digits)} ms` }
}
