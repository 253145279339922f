import { describe, expect, test } from 'vitest'
import { aPlainMessage } from '../../testing/aMessage.ts'
import { createFakeLocks } from '../../testing/fakeLocks.ts'
import { type SigningHarness, signingHarness } from '../../testing/signingHarness.ts'

async function decline({ sign, reach, act }: SigningHarness): Promise<void> {
  const asked = sign(aPlainMessage())
  await reach('welcome')
  act({ type: 'dismissed', how: 'declined' })
  expect(await asked).toMatchObject({ code: 'user_rejected' })
}

describe('acquireReviewSlot', () => {
  test('S19: makes an origin wait whose user said no twice within a minute, and says how long', async () => {
    const harness = signingHarness()
    await decline(harness)
    harness.clock.advance(20_000)
    await decline(harness)
    harness.clock.advance(10_000)
    expect(await harness.sign(aPlainMessage())).toEqual({ code: 'rate_limited', details: { retryAfterMs: 30_000 } })
    expect(await harness.connect()).toEqual({ code: 'rate_limited', details: { retryAfterMs: 30_000 } })
    expect(harness.app.screen.get().phase).toBe('idle')
    harness.clock.advance(30_000)
    await decline(harness)
  })

  test('answers what needs no screen, however often the user said no', async () => {
    const harness = signingHarness({ policy: { declines: { limit: 1 } } })
    const connected = harness.connect()
    await harness.comeInByEmail()
    expect(await connected).toMatchObject({ chainId: 1 })
    const asked = harness.sign(aPlainMessage())
    await harness.reach('review')
    harness.act({ type: 'dismissed', how: 'escape' })
    await asked
    expect(await harness.sign(aPlainMessage())).toMatchObject({ code: 'rate_limited' })
    expect(await harness.connect()).toMatchObject({ chainId: 1 })
  })

  test('does not take a request that the page withdrew for a no', async () => {
    const harness = signingHarness({ policy: { declines: { limit: 1 } } })
    const asked = harness.sign(aPlainMessage())
    await harness.reach('welcome')
    harness.app.handlers.cancel({ requestId: harness.lastRequestId() })
    expect(await asked).toMatchObject({ code: 'aborted' })
    await decline(harness)
  })

  test('S19: leaves the turn to another tab while its own origin has to wait', async () => {
    const locks = createFakeLocks()
    const [told, other] = [signingHarness({ locks, policy: { declines: { limit: 1 } } }), signingHarness({ locks })]
    await decline(told)
    expect(await told.sign(aPlainMessage())).toMatchObject({ code: 'rate_limited' })
    await decline(other)
  })

  test('S19: asks in one of two tabs, and in the other once that is over', async () => {
    const locks = createFakeLocks()
    const [one, two] = [signingHarness({ locks }), signingHarness({ locks })]
    const asked = one.sign(aPlainMessage())
    await one.reach('welcome')
    expect(await two.sign(aPlainMessage())).toMatchObject({ code: 'busy' })
    expect(await two.connect()).toMatchObject({ code: 'busy' })
    expect(two.app.screen.get().phase).toBe('idle')
    one.act({ type: 'dismissed', how: 'closed' })
    await asked
    await decline(two)
    await decline(one)
  })

  test('lets another tab ask as soon as a request is settled, whatever is still shown', async () => {
    const locks = createFakeLocks()
    const [one, two] = [signingHarness({ locks }), signingHarness({ locks })]
    const connected = one.connect()
    await one.comeInByEmail()
    await connected
    expect(one.app.screen.get().phase).toBe('done')
    await decline(two)
  })
})
