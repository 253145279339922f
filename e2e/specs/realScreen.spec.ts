import { setTimeout } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { bait, screenAttacks } from '../attackers/screenAttacks.ts'
import { signInMessage } from '../fixtures/messages/signInMessage.ts'
import { askOnScreen } from '../fixtures/screen/askOnScreen.ts'
import { openScreenBench, type ScreenBench } from '../fixtures/screen/openScreenBench.ts'
import { readingMs } from '../fixtures/widget/pressAfterReading.ts'

/** One person, signed in, with an account that one page knows; the operator answers for none. */
let bench: ScreenBench
let knownOrigin: string
let address: string
beforeAll(async () => {
  bench = await openScreenBench({ isTrusted: false })
  knownOrigin = await bench.serveHost()
  const host = await bench.openHost(knownOrigin)
  await host.embed()
  const { number } = await host.call('connect', { chainId: 1 })
  const answer = await bench.consent(host, number)
  if (!answer.ok) throw new Error(`There is no account: ${answer.error.code}`)
  address = (answer.value as { address: string }).address
  await bench.closeHosts()
})
afterEach(() => bench?.closeHosts())
afterAll(() => bench?.stop())

let spaces = 0

/** How long anything may take on a busy machine, in milliseconds. */
const timeout = 10_000

/** What a page has not been given yet. */
const stakes = [
  {
    stake: 'signature',
    ask: () =>
      askOnScreen(bench, {
        origin: knownOrigin,
        method: 'signSiwe',
        members: ({ domain }) => ({ message: signInMessage({ address, domain, space: `album${++spaces}` }) }),
      }),
  },
  {
    stake: 'account',
    ask: async () =>
      askOnScreen(bench, { origin: await bench.serveHost(), method: 'connect', members: () => ({ chainId: 1 }) }),
  },
]

describe('a page nobody answers for', () => {
  test.for(stakes)('obtains the $stake from a person who sees what is asked', async ({ ask }) => {
    const { host, call } = await ask()
    expect(await bench.consent(host, call.number)).toMatchObject({ ok: true, value: { address } })
  })

  const attacks = stakes.flatMap(({ stake, ask }) =>
    screenAttacks
      .filter(({ isUnnoticed }) => isUnnoticed || stake === 'signature')
      .map((attack) => ({ stake, ask, ...attack })),
  )
  test.for(attacks)('S10: obtains no $stake by $name', async ({ ask, run, press, presses: times = 1 }) => {
    const before = bench.signed()
    const { host, call, button, words, presses } = await ask()
    const { input, colourAt } = bench.screen
    await setTimeout(readingMs)
    await host.page.evaluate(run)
    await expect.poll(() => colourAt(words), { timeout }).toMatch(bait)
    for (let count = 1; count <= times; count++) {
      if ((await bench.countWindows()) > 0) break
      const point = await button()
      if (point === null) break
      await input[press](point)
      await expect.poll(async () => (await presses()).count, { timeout }).toBeGreaterThanOrEqual(count)
      await setTimeout(readingMs)
    }
    const answer = await host.answer(call.number)
    expect({ signatures: bench.signed() - before, answer }).toEqual({ signatures: 0, answer: null })
  })
})
