import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { recordHost } from '../../fixtures/asserts/hostRecorder.ts'
import { criticalZ, powerOf, rankTest, spreadOf } from '../../fixtures/asserts/rankTest.ts'
import { type BareHostEnvironment, openBareHost } from '../../fixtures/environment/openBareHost.ts'
import { createBareHost, request } from '../../fixtures/pages/bareHost.ts'
import { plainMessage, signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'
import { openWidgetWindow } from '../../fixtures/widget/openWidgetWindow.ts'
import { sessionSwitch } from '../../fixtures/widget/sessionSwitch.ts'

/**
 * A page that its visitor has approved nothing for tries to find out whether they are signed in, and as whom.
 * It is of the same site as a page they use, so that its widget shares that page's storage.
 */
let environment: BareHostEnvironment
let stranger: string
let signedIn: BrowserContext
let signedOut: BrowserContext
beforeAll(async () => {
  environment = await openBareHost({ widgetPolicy: { approval: { trustLoopback: false }, declines: { limit: 32 } } })
  stranger = await environment.serveElsewhere()
  signedIn = environment.context
  signedOut = await environment.browser.newContext()
})
afterAll(() => environment?.stop())

type Call = readonly [name: string, input: Readonly<Record<string, unknown>>]

/** Calls that the page tries, with the address it guesses. */
type Probe = { readonly name: string; readonly calls: (ask: { address: string; domain: string }) => readonly Call[] }

const other = '0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const sign = (message: string, members = {}): Call => ['signSiwe', { message, ...members }]
const connect: Call = ['connect', { chainId: 1 }]

const probes: readonly Probe[] = [
  { name: 'nothing', calls: () => [] },
  { name: 'a connect', calls: () => [connect] },
  { name: 'an account without a screen', calls: () => [['account', { chainId: 1 }]] },
  { name: 'an account on a chain that is not served', calls: () => [['account', { chainId: 77 }]] },
  {
    name: 'an account before, during and after a connect',
    calls: () => [
      ['account', { chainId: 1 }],
      connect,
      ['account', { chainId: 1 }],
      ['disconnect', {}],
      ['account', { chainId: 1 }],
    ],
  },
  { name: 'a connect on a chain that is not served', calls: () => [['connect', { chainId: 77 }]] },
  { name: 'a signature of the hoped-for account', calls: (ask) => [sign(signInMessage(ask))] },
  { name: 'a plain signature of the hoped-for account', calls: (ask) => [sign(plainMessage(ask))] },
  { name: 'a signature of another account', calls: (ask) => [sign(signInMessage({ ...ask, address: other }))] },
  { name: 'a signature with a key nobody has', calls: (ask) => [sign(signInMessage(ask), { keyId: 'none' })] },
  {
    name: 'a signature over secrets',
    calls: (ask) => [sign(signInMessage({ ...ask, space: 'secrets' }))],
  },
  { name: 'a signature that has ended', calls: (ask) => [sign(signInMessage({ ...ask, expiresInMs: -1_000 }))] },
  { name: 'a signature for another page', calls: (ask) => [sign(signInMessage({ ...ask, domain: 'app.example' }))] },
  { name: 'two connects and a signature', calls: (ask) => [connect, connect, sign(signInMessage(ask)), connect] },
  {
    name: 'a disconnect, then a connect',
    calls: () => [['disconnect', {}], ['appearance', { theme: 'dark' }], ['ping', {}], connect],
  },
]

async function openStranger(context: BrowserContext) {
  const page = await context.newPage()
  const recorder = await recordHost(page)
  const { widgetUrl } = environment.playground
  const raw = await createBareHost({ page, origin: stranger, widgetUrl })
  const line = await raw.connect()
  await raw.ready(line)
  return { ...raw, recorder, line }
}

/** All the page can see of a probe until its visitor presses anything, without what is random by design. */
async function observe(context: BrowserContext, calls: readonly Call[]) {
  const { page, call, heard, recorder, line } = await openStranger(context)
  for (const [name, input] of calls) {
    const needsId = name === 'connect' || name === 'signSiwe'
    call(name, needsId ? request(input) : input).catch(() => {})
    // What two calls at once are answered first depends on the machine.
    await page.waitForTimeout(300)
  }
  await page.waitForTimeout(1_500)
  const frame = await page.evaluate(() => {
    const element = document.querySelector('iframe')
    return {
      frames: frames.length,
      inner: frames[0]?.length,
      isFocused: document.activeElement === element,
      width: element?.offsetWidth,
      height: element?.offsetHeight,
      title: document.title,
      history: history.length,
    }
  })
  const resources = await page.evaluate(() =>
    performance.getEntriesByType('resource').map((entry) => {
      const { name, initiatorType, transferSize } = entry as PerformanceResourceTiming
      return { name, initiatorType, transferSize }
    }),
  )
  const seenInWindow = (await recorder.take()).filter(({ surface }) => ['window messages', 'errors'].includes(surface))
  const seen = {
    messages: await heard(line),
    // A hello is said again to a page that is slow to answer, before the widget looks at anything.
    windowMessages: [...new Set(seenInWindow.map(({ surface, text }) => `${surface}: ${withoutChance(text)}`))],
    frame,
    resources,
  }
  await page.close()
  return withoutChance(seen)
}

function withoutChance(value: unknown): string {
  return JSON.stringify(value, null, 1)
    .replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<uuid>')
    .replaceAll(/((?:\\)?"(?:id|instance)(?:\\)?": ?(?:\\)?")[^"\\]+/g, '$1<random>')
}

describe('a page that no user has approved', () => {
  test.for(probes)('S8: sees the same of $name, whoever is signed in', async ({ calls }) => {
    const tried = calls({ address: environment.ask.address, domain: new URL(stranger).host })
    const [known, unknown] = await Promise.all([observe(signedIn, tried), observe(signedOut, tried)])
    expect(known).toBe(unknown)
  })

  test('S8: observes the same of the window, whoever is signed in, until its user approves', async () => {
    const heardIn = async (context: BrowserContext, first: string) => {
      const { page, call, heard, line, widget } = await openStranger(context)
      const address = environment.ask.address
      const message = signInMessage({ address: other, domain: new URL(stranger).host })
      const connected = call('connect', request({ chainId: 1 }))
      const declining = await openWidgetWindow(page, () => widget.button('Continue in a window').click())
      await declining.button(first).waitFor()
      await declining.button('Cancel').click()
      const signed = connected.then(() => call('signSiwe', request({ message })))
      await connected
      const leaving = await openWidgetWindow(page, () => widget.button('Continue in a window').click())
      await leaving.button(first === 'Continue' ? 'Use another account' : first).waitFor()
      await leaving.button('Cancel').click()
      const outcomes = withoutChance([await connected, await signed, await heard(line)])
      expect(outcomes).not.toContain(address)
      await page.close()
      return outcomes
    }
    expect(await heardIn(signedIn, 'Continue')).toBe(await heardIn(signedOut, 'Continue with email'))
  })

  test('S8: observes only that a connect is pending', async () => {
    const { page, call, heard, line } = await openStranger(signedIn)
    call('connect', request({ chainId: 1 })).catch(() => {})
    await page.waitForTimeout(1_500)
    const told = (await heard(line)) as { path?: string[] }[]
    expect(told.flatMap(({ path }) => path ?? [])).toEqual(['ready', 'stage', 'offerWindow', 'resize'])
    await page.close()
  })

  /**
   * Sees a shift of half the spread of the times in nine of ten runs; cries wolf in one of a thousand. One page meets
   * both states in turns: two pages differ by themselves, whoever is signed in.
   */
  test.for(['connect', 'account'] as const)('S8: cannot detect by timing of %s who is signed in', async (method) => {
    const { page, line, widget } = await openStranger(signedIn)
    const switchTo = await sessionSwitch(widget.document())
    const times = { known: [] as number[], unknown: [] as number[] }
    for (let round = 0; round < 32; round++) {
      for (const state of round % 2 === 0 ? (['known', 'unknown'] as const) : (['unknown', 'known'] as const)) {
        await switchTo(state === 'known')
        const measured = await page.evaluate(timeCalls, { line, method, count: 6 })
        // The first of a turn pays for the change.
        times[state].push(...measured.slice(1))
      }
    }
    await switchTo(true)
    const both = [...times.known, ...times.unknown]
    const spread = spreadOf(both)
    expect(powerOf(both, times.known.length, spread / 2)).toBeGreaterThanOrEqual(0.9)
    expect(Math.abs(rankTest(times.known, times.unknown))).toBeLessThan(criticalZ)
    await page.close()
  })
})

type TimedCalls = { readonly line: number; readonly method: 'connect' | 'account'; readonly count: number }

/** Times from a call to the first word of it, in milliseconds. Each call is withdrawn again. */
async function timeCalls({ line, method, count }: TimedCalls): Promise<number[]> {
  const heard = window.bareHost.heard(line)
  const { port1, port2 } = new MessageChannel()
  const nextTask = () =>
    new Promise<void>((resolve) => {
      port1.onmessage = () => resolve()
      port2.postMessage(null)
    })
  const times: number[] = []
  for (let index = 0; index < count; index++) {
    const requestId = crypto.randomUUID()
    const from = heard.length
    const start = performance.now()
    const input = { chainId: 1, ...(method === 'connect' && { requestId }) }
    let isOver = false
    const call = window.bareHost.call(line, method, input).finally(() => {
      isOver = true
    })
    while (heard.length === from && !isOver) await nextTask()
    times.push(performance.now() - start)
    await window.bareHost.call(line, 'cancel', { requestId })
    await call
  }
  return times
}
