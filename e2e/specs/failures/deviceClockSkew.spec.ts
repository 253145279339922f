import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { shiftClock } from '../../fixtures/environment/browser/shiftClock.ts'
import {
  freshEmail,
  startEnvironment,
  type TestEnvironment,
  testAppOrigin,
} from '../../fixtures/environment/startEnvironment.ts'
import { createHostPage } from '../../fixtures/pages/hostPage.ts'
import { plainMessage } from '../../fixtures/pages/messages/signInMessage.ts'

let environment: TestEnvironment
beforeAll(async () => {
  environment = await startEnvironment()
})
afterAll(() => environment?.stop())

const day = 86_400_000

/** A page whose widget tells a time that is off, with an account in it. */
async function connectWithClockOff(byMs: number) {
  const visitor = await environment.newVisitor()
  const { widgetUrl } = environment.playground
  await shiftClock(visitor.page, { origin: widgetUrl, byMs })
  const host = await createHostPage({ ...visitor, origin: testAppOrigin, widgetUrl })
  await host.startConnect()
  await host.widget.connectByEmail(freshEmail(), environment.codeFor)
  const address = await host.address()
  const messageOf = (issuedAtMs: number) =>
    plainMessage({ address, domain: 'localhost:5173' }, { issuedAt: new Date(issuedAtMs).toISOString() })
  return { host, messageOf }
}

describe('a device whose clock is off', () => {
  test.each([
    { clock: 'a day ahead', byMs: day, code: 'siwe_expired' },
    { clock: 'a day behind', byMs: -day, code: 'siwe_not_yet_valid' },
  ])('S5: signs in with a clock that is $clock, and signs what is of its own time', async ({ byMs, code }) => {
    const { host, messageOf } = await connectWithClockOff(byMs)
    expect(await host.widget.document().evaluate(() => Date.now())).toBeGreaterThan(Date.now() + byMs - 60_000)

    await host.startSign(messageOf(Date.now()))
    expect(await host.outcome()).toMatchObject({ ok: false, code, details: { field: 'Issued At' } })

    await host.startSign(messageOf(Date.now() + byMs))
    await host.widget.grant('Sign in')
    expect(await host.outcome()).toMatchObject({ ok: true })
    await host.context.close()
  })
})
