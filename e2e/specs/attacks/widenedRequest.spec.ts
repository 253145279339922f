import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type BareHostEnvironment, openBareHost } from '../../fixtures/environment/openBareHost.ts'
import { type BareHost, request } from '../../fixtures/pages/bareHost.ts'
import { signInMessage } from '../../fixtures/pages/messages/signInMessage.ts'

let environment: BareHostEnvironment
beforeAll(async () => {
  environment = await openBareHost()
})
afterAll(() => environment?.stop())

/** A page whose user is signed in and has shared an account with it. */
async function openPage(): Promise<BareHost> {
  const host = await environment.openHostPage()
  await host.ready(await host.connect({ fields: { versions: [3, 2, 1] } }))
  return host
}

const narrowable = (message: string) => request({ message, canNarrow: true })

describe('an app that asks for more after its user chose less', () => {
  test('S3, S10: gets a review of all that it asks for, and nothing without a press', async () => {
    const host = await openPage()
    const before = environment.signed()
    const message = signInMessage({ ...environment.ask, space: 'default' })
    const wider = signInMessage({ ...environment.ask, space: 'secrets', expiresInMs: 48 * 3_600_000 })

    const first = host.call('signSiwe', narrowable(message))
    await host.widget.button('Choose permissions').click()
    await host.widget.locator.getByRole('radio', { name: 'in 15 minutes' }).check()
    await host.widget.grant('Continue')
    expect(await first).toEqual({ ok: true, value: { removed: [], expirationTime: expect.any(String) } })

    const second = host.call('signSiwe', narrowable(wider))
    await host.widget.button('Sign in').waitFor()
    const review = await host.widget.locator.locator('main').innerText()
    expect(review).toContain('Your secrets')
    expect(review).toContain('in 2 days')
    expect(environment.signed()).toBe(before)
    await host.widget.button('Cancel').click()
    expect(await second).toMatchObject({ ok: false, error: { code: 'user_rejected' } })
    expect(environment.signed()).toBe(before)
  })

  test('gets no choice that it did not offer to honor', async () => {
    const host = await openPage()
    const asked = host.call('signSiwe', request({ message: signInMessage(environment.ask) }))
    await host.widget.button('Sign in').waitFor()
    expect(await host.widget.button('Choose permissions').count()).toBe(0)
    await host.widget.grant('Sign in')
    expect(await asked).toMatchObject({ ok: true, value: { signature: expect.any(String) } })
  })
})
