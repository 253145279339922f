import { verifyMessage } from 'viem'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { freshEmail } from '../fixtures/bench/openBench.ts'
import { signInMessage } from '../fixtures/messages/signInMessage.ts'
import { button, type Engine } from './engine.ts'
import { launchFirefox } from './launchFirefox.ts'
import { launchWebKit } from './launchWebKit.ts'
import { type EngineBench, openEngineBench } from './openEngineBench.ts'

const engines = [
  { name: 'Firefox', launch: launchFirefox },
  { name: 'WebKit', launch: launchWebKit },
]

type Outcome = { readonly ok: boolean; readonly value: { readonly address: string; readonly signature: `0x${string}` } }

let visitor: Engine | undefined
afterEach(async () => {
  await visitor?.stop()
  visitor = undefined
})

/** A visitor on the test app, who came in by e-mail code. */
async function connect(bench: EngineBench, launch: (options: EngineBench) => Promise<Engine>) {
  const engine = await launch(bench)
  visitor = engine
  const email = freshEmail()
  await engine.open(bench.pageUrl)
  await engine.evaluate('page', 'window.start(() => window.openkey.connect())')
  await engine.press('widget', button('Continue with e-mail'))
  await engine.type('widget', '//input', email)
  await engine.press('widget', button('Send code'))
  await engine.see('widget', '//label[normalize-space()="Six-digit code"]')
  await engine.type('widget', '//input', await bench.codeFor(email))
  const { ok, value } = (await engine.evaluate('page', 'window.outcome')) as Outcome
  expect(ok).toBe(true)
  return { engine, address: value.address }
}

describe.each(engines)('$name', ({ launch }) => {
  describe('on an origin that is answered for', () => {
    let bench: EngineBench
    beforeAll(async () => {
      bench = await openEngineBench()
    })
    afterAll(() => bench?.stop())

    test('signs in by e-mail code, signs in the frame, and knows its visitor again', async () => {
      const { engine, address } = await connect(bench, launch)
      const message = signInMessage({ address, domain: bench.domain })
      const asked = JSON.stringify({ message })
      await engine.evaluate('page', `window.start(() => window.openkey.signSiwe(${asked}))`)
      await engine.grant('widget', button('Sign in'))
      const { value, ok } = (await engine.evaluate('page', 'window.outcome')) as Outcome
      expect({ ok, value }).toMatchObject({ ok: true, value: { address, message } })
      expect(
        await verifyMessage({ address: value.address as `0x${string}`, message, signature: value.signature }),
      ).toBe(true)

      await engine.open(bench.pageUrl)
      await engine.evaluate('page', 'window.start(() => window.openkey.connect())')
      expect(await engine.evaluate('page', 'window.outcome')).toMatchObject({ ok: true, value: { address } })
    })
  })

  describe('S10: on an unknown origin', () => {
    let bench: EngineBench
    beforeAll(async () => {
      bench = await openEngineBench({ widgetPolicy: { approval: { trustLoopback: false } } })
    })
    afterAll(() => bench?.stop())

    test('offers a window in place of a press, since it tells of nothing that covers the frame, and signs there', async () => {
      const { engine, address } = await connect(bench, launch)
      const message = signInMessage({ address, domain: bench.domain })
      const asked = JSON.stringify({ message })
      await engine.evaluate('page', `window.start(() => window.openkey.signSiwe(${asked}))`)
      await engine.see('widget', button('Continue in a window'))
      expect(
        await engine.evaluate(
          'widget',
          '[...document.querySelectorAll("button")].filter(({ textContent }) => textContent.trim() === "Sign in").length',
        ),
      ).toBe(0)
      await engine.press('widget', button('Continue in a window'))
      await engine.grant('window', button('Sign in'))
      expect(await engine.evaluate('page', 'window.outcome')).toMatchObject({ ok: true, value: { address, message } })
    })
  })
})
