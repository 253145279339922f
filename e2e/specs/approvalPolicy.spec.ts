import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { maskAttacks } from '../attackers/maskAttacks.ts'
import { freshEmail } from '../fixtures/bench/openBench.ts'
import { openRawBench, type RawBench } from '../fixtures/bench/openRawBench.ts'
import { type RawHost, request } from '../fixtures/hosts/rawHost.ts'
import { signInMessage } from '../fixtures/messages/signInMessage.ts'
import { openWidgetWindow } from '../fixtures/widget/openWidgetWindow.ts'

/** A page nobody answers for, as any on the web: the deployment does not even trust this machine. */
let bench: RawBench
beforeAll(async () => {
  bench = await openRawBench({ widgetPolicy: { approval: { trustLoopback: false } } })
})
afterAll(() => bench?.stop())

async function open(): Promise<RawHost> {
  const raw = await bench.openRawHost()
  await raw.ready(await raw.connect())
  return raw
}

describe('a page nobody answers for', () => {
  test.for(maskAttacks)(
    'S10: gets no armed button in the frame for a first sensitive request, under $name',
    async ({ run }) => {
      const { page, widget, call } = await open()
      const before = bench.signed()
      await page.evaluate(run)
      const message = signInMessage({ ...bench.ask, space: 'secrets' })
      call('signSiwe', request({ message })).catch(() => {})
      await widget.heading().waitFor()
      await page.mouse.move(300, 300)
      await page.waitForTimeout(800)
      expect(await widget.button('Sign in').count()).toBe(0)
      expect(bench.signed()).toBe(before)
      await page.close()
    },
  )

  test('has an ordinary request approved by a press in the frame', async () => {
    const { page, widget, call } = await open()
    const answer = call('signSiwe', request({ message: signInMessage(bench.ask) }))
    await widget.grant('Sign in')
    expect(await answer).toMatchObject({ ok: true })
    await page.close()
  })

  test('S10: has a first sensitive request approved in a window only, and its repeat in the frame', async () => {
    const { context, page, widget, startConnect, startSign, outcome, ...host } = await bench.newHostPage()
    await startConnect()
    await widget.connectByEmail(freshEmail(), bench.codeFor)
    const address = await host.address()
    const ask = () => signInMessage({ address, domain: 'localhost:5173', space: 'secrets' })

    await startSign(ask())
    const { grant } = await openWidgetWindow(page, async () => {
      await widget.button('Continue in a window').waitFor()
      expect(await widget.button('Sign in').count()).toBe(0)
      await widget.button('Continue in a window').click()
    })
    await grant('Sign in')
    expect(await outcome()).toMatchObject({ ok: true, value: { address } })

    await startSign(ask())
    await widget.grant('Sign in')
    expect(await outcome()).toMatchObject({ ok: true })
    await context.close()
  })
})
