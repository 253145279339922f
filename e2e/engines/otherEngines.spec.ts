import { verifyMessage } from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { freshEmail } from '../fixtures/environment/startEnvironment.ts'
import { signInMessage } from '../fixtures/pages/messages/signInMessage.ts'
import { button, type Engine } from './engine.ts'
import { launchFirefox } from './launchFirefox.ts'
import { launchWebKit } from './launchWebKit.ts'
import { type EngineEnvironment, startEngineEnvironment } from './startEngineEnvironment.ts'
import { createUnknownPage } from './unknownPage.ts'

const engines = [
  { name: 'Firefox', launch: launchFirefox, hasPasskeys: true },
  { name: 'WebKit', launch: launchWebKit, hasPasskeys: false },
]

type Outcome = { readonly ok: boolean; readonly value: { readonly address: string; readonly signature: `0x${string}` } }

let visitor: Engine | undefined
afterEach(async () => {
  await visitor?.stop()
  visitor = undefined
})

/** Comes in by email code. */
async function enterByEmail(engine: Engine, place: 'widget' | 'window', { codeFor }: EngineEnvironment): Promise<void> {
  const email = freshEmail()
  await engine.press(place, button('Continue with email'))
  await engine.type(place, '//input', email)
  await engine.press(place, button('Send code'))
  await engine.see(place, '//label[normalize-space()="Six-digit code"]')
  await engine.type(place, '//input', await codeFor(email))
}

describe.each(engines)('$name', ({ launch, hasPasskeys }) => {
  describe('on the page of a trusted origin', () => {
    let environment: EngineEnvironment
    beforeAll(async () => {
      environment = await startEngineEnvironment()
    })
    afterAll(() => environment?.stop())

    test('signs in by email code, signs in the frame, and knows its visitor again', async () => {
      const engine = await launch(environment)
      visitor = engine
      await engine.open(environment.pageUrl)
      await engine.evaluate('page', 'window.start(() => window.openkey.connect())')
      await enterByEmail(engine, 'widget', environment)
      const connected = (await engine.evaluate('page', 'window.outcome')) as Outcome
      expect(connected.ok).toBe(true)
      const { address } = connected.value
      const message = signInMessage({ address, domain: environment.domain })
      const asked = JSON.stringify({ message })
      await engine.evaluate('page', `window.start(() => window.openkey.signSiwe(${asked}))`)
      await engine.grant('widget', button('Sign in'))
      const { value, ok } = (await engine.evaluate('page', 'window.outcome')) as Outcome
      expect({ ok, value }).toMatchObject({ ok: true, value: { address, message } })
      expect(
        await verifyMessage({ address: value.address as `0x${string}`, message, signature: value.signature }),
      ).toBe(true)

      await engine.open(environment.pageUrl)
      await engine.evaluate('page', 'window.start(() => window.openkey.connect())')
      expect(await engine.evaluate('page', 'window.outcome')).toMatchObject({ ok: true, value: { address } })
      expect(await engine.windows()).toBe(0)
    })
  })

  describe('on the page of an unknown origin', () => {
    let environment: EngineEnvironment
    beforeAll(async () => {
      environment = await startEngineEnvironment({ widgetPolicy: { approval: { trustLoopback: false } } })
    })
    afterAll(() => environment?.stop())

    /** A new visitor, who has signed in by one click in the app and one press in the window. */
    async function signInFirst() {
      const engine = await launch(environment)
      visitor = engine
      const page = createUnknownPage(engine, environment)
      await page.load()
      await page.press()
      await enterByEmail(engine, 'window', environment)
      // Firefox tells no frame whether it may make a passkey, so only a window offers one.
      if (hasPasskeys) await engine.grant('window', button('Not now'))
      await page.ask()
      await engine.grant('window', button('Sign in'))
      expect(await page.outcome()).toMatchObject({ ok: true, value: { session: { signature: expect.any(String) } } })
      return { engine, page }
    }

    test('S10: signs a new user in by one click, one window, one sign-in and one press', async () => {
      const { engine, page } = await signInFirst()
      expect([await engine.windows(), await page.shows()]).toEqual([1, 0])
      expect(await page.stages()).toEqual(['waiting', 'reviewing', 'signing'])
    })

    test.for([
      { when: 'once the window has closed', isLoadedAgain: false },
      { when: 'after the page was loaded again', isLoadedAgain: true },
    ])('S10: has its user repeat the request in the frame, by one press, $when', async ({ isLoadedAgain }) => {
      const { engine, page } = await signInFirst()
      if (isLoadedAgain) await page.load()
      await page.press()
      await page.ask()
      await engine.see('widget', button('Sign in'))
      expect(await page.isFrameOnTop()).toBe(true)
      await engine.grant('widget', button('Sign in'))
      expect(await page.outcome()).toMatchObject({ ok: true })
      expect([await engine.windows(), await page.shows()]).toEqual([1, 1])
    })
  })
})
