import { setTimeout } from 'node:timers/promises'
import { readingMs } from '@openkey/host-sdk/testing/playwright'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { screenAttacks } from '../../attackers/screenAttacks.ts'
import { focusFrameOnKey } from '../../attackers/windowAttacks.ts'
import {
  type ScreenEnvironment,
  startScreenEnvironment,
} from '../../fixtures/environment/screen/startScreenEnvironment.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'
import { askOnScreen } from '../../fixtures/widget/onScreen/askOnScreen.ts'
import { connectUser } from '../../fixtures/widget/onScreen/connectUser.ts'
import { nothing, pressEarly, pressUnder } from '../../fixtures/widget/onScreen/pressUnder.ts'
import { tabToButton } from '../../fixtures/widget/onScreen/tabToButton.ts'

/** One person, signed in, with an account that one page knows. The operator trusts no page. */
let environment: ScreenEnvironment
let knownOrigin: string
let address: string
beforeAll(async () => {
  environment = await startScreenEnvironment({ isTrusted: false })
  knownOrigin = await environment.serveHost()
  address = await connectUser(environment, knownOrigin)
})
afterEach(() => environment?.closeHosts())
afterAll(() => environment?.stop())

/** Time limit on a busy machine, in milliseconds. */
const timeout = 90_000

/** Sends a request from the known page. */
const askToSign = (message: () => string) =>
  askOnScreen(environment, { origin: knownOrigin, method: 'signSiwe', members: () => ({ message: message() }) })

/** Creates a message for one space of the account. */
const messageFor = (space: string) => signInMessage({ address, domain: new URL(knownOrigin).host, space })

let spaces = 0
const somethingNew = () => messageFor(`album${++spaces}`)
const repeated = () => messageFor('default')

/** Requests for something that the page has not been granted yet. */
const stakes = [
  {
    stake: 'signature',
    ask: () => askToSign(somethingNew),
  },
  {
    stake: 'account',
    ask: async () =>
      askOnScreen(environment, {
        origin: await environment.serveHost(),
        method: 'connect',
        members: () => ({ chainId: 1 }),
      }),
  },
]

describe('an unknown page', () => {
  test.for(stakes)('obtains the $stake from a person who sees what is asked', async ({ ask }) => {
    const { host, call } = await ask()
    expect(await environment.consent(host, call.number)).toMatchObject({ ok: true, value: { address } })
  })

  const attacks = stakes.flatMap(({ stake, ask }) =>
    screenAttacks
      .filter(({ escapesObserver }) => escapesObserver || stake === 'signature')
      .map((attack) => ({ stake, ask, ...attack })),
  )
  test.for(attacks)('S10: obtains no $stake by $name', async ({ ask, ...attack }) => {
    expect(await pressUnder(environment, await ask(), attack)).toEqual(nothing)
  })
})

describe('a page that asks again for what it was given', () => {
  beforeAll(async () => {
    const { host, call } = await askToSign(repeated)
    expect(await environment.consent(host, call.number)).toMatchObject({ ok: true })
    await environment.closeHosts()
  })

  test('obtains it by one press in the frame', async () => {
    const { host, call, firstButton } = await askToSign(repeated)
    await setTimeout(readingMs)
    await environment.screen.input.click(firstButton)
    await expect.poll(() => host.answer(call.number), { timeout }).toMatchObject({ ok: true })
  })

  const exchanged = [
    { name: 'a repeat', message: repeated },
    { name: 'something new', message: somethingNew },
  ]
  test.for(exchanged)(
    'S10: obtains nothing by asking for $name instead, just before the press',
    async ({ message }) => {
      const signatures = await pressEarly(environment, async () => {
        const asked = await askToSign(repeated)
        await setTimeout(readingMs)
        await environment.screen.input.move(asked.firstButton)
        await asked.host.swap(asked.call, 'signSiwe', { message: message() })
        await environment.screen.input.click(asked.firstButton)
        return asked
      })
      expect(signatures).toBe(0)
    },
  )

  test('S10: obtains nothing when it gives the focus to the frame while Enter is held down', async () => {
    const before = environment.signed()
    const { host, call, widget, words, presses } = await askToSign(repeated)
    const { input } = environment.screen
    await input.click(words)
    await tabToButton(input, widget)
    await setTimeout(readingMs)
    await input.click({ x: words.x + 400, y: words.y })
    await host.page.evaluate(focusFrameOnKey)
    const release = await input.hold('Return')
    await expect.poll(async () => (await presses()).repeated, { timeout }).toBeGreaterThan(0)
    await setTimeout(2 * readingMs)
    await release()
    await setTimeout(readingMs)
    expect(environment.signed()).toBe(before)
    expect(await host.answer(call.number)).toBeNull()
  })
})
