import { describe, expect, test } from 'vitest'
import { aPlainMessage, aSessionMessage, ownSpace, signer, stranger } from '../../testing/aMessage.ts'
import { createFakeLocks } from '../../testing/fakeLocks.ts'
import { type HarnessOptions, type SigningHarness, signingHarness } from '../../testing/signingHarness.ts'

const message = aSessionMessage({ [`${ownSpace}/kv`]: { 'tinycloud.kv/get': [{}] } })
const wider = aSessionMessage({ [`${ownSpace}/kv`]: { 'tinycloud.kv/get': [{}], 'tinycloud.kv/put': [{}] } })

/** An unknown page whose user has connected and signed `message` in a window. */
async function approved(options: HarnessOptions = {}): Promise<SigningHarness> {
  const window = signingHarness({ ...options, place: 'window' })
  const signed = window.sign(message)
  await window.comeInByEmail()
  await window.reach('review')
  window.act({ type: 'signPressed' })
  await signed
  return window
}

/** The frame of that page. */
async function frameOf(options: HarnessOptions = {}): Promise<SigningHarness> {
  return signingHarness({ ...options, place: 'unknown', after: await approved(options) })
}

describe('prepareRequest', () => {
  test('S8: does not look at the account for a page that nobody approved', async () => {
    const harness = signingHarness()
    const connected = harness.connect()
    await harness.comeInByEmail()
    await connected
    await harness.app.handlers.disconnect({})
    expect(await harness.sessions.read()).toBeDefined()
    void harness.sign(aPlainMessage({ address: stranger }))
    expect(await harness.reach('welcome')).toMatchObject({ flow: { request: { kind: 'sign' } } })
  })

  test('S8: reads no session in the frame of an unknown page', async () => {
    const harness = signingHarness({ place: 'unknown' })
    const read = harness.sessions.read
    let reads = 0
    harness.sessions.read = async () => {
      reads += 1
      return read()
    }
    void harness.connect()
    await harness.reach('openWindow')
    expect([reads, harness.told]).toEqual([0, ['waiting']])
  })

  test('S10: serves an approved page in its frame: connected at once, a repeat by one press', async () => {
    const frame = await frameOf()
    expect(await frame.connect()).toMatchObject({ address: signer })
    const signed = frame.sign(message)
    await frame.reach('review')
    frame.act({ type: 'signPressed' })
    expect(await signed).toMatchObject({ message })
    expect(frame.told).toEqual(['reviewing', 'signing', 'done'])
  })

  test('S10: requires a window for a request that is wider than the approval', async () => {
    const frame = await frameOf()
    void frame.sign(wider)
    await frame.reach('openWindow')
    expect(frame.told).toEqual(['waiting'])
  })

  test('S10: requires a window again once the approval has expired', async () => {
    const frame = await frameOf({ policy: { approval: { maxAgeMs: 60_000 } } })
    frame.clock.advance(60_000)
    void frame.connect()
    await frame.reach('openWindow')
  })

  test('S10: does not renew an approval by a repeat in the frame', async () => {
    const frame = await frameOf()
    const before = await frame.origins.approvedOrigins()
    frame.clock.advance(1_000)
    const signed = frame.sign(message)
    await frame.reach('review')
    frame.act({ type: 'signPressed' })
    await signed
    expect(await frame.origins.approvedOrigins()).toEqual(before)
  })

  test.each<[string, string, string | undefined]>([
    ['another address', aPlainMessage({ address: stranger }), undefined],
    ['another key', aPlainMessage(), 'key-2'],
  ])('S8: treats a request for %s like one of an unknown page, without asking whose it is', async (_, text, keyId) => {
    const frame = await frameOf()
    const own = frame.keyEndpoint.listKeys
    let asked = 0
    frame.keyEndpoint.listKeys = (...args) => {
      asked += 1
      return own(...args)
    }
    void frame.sign(text, keyId)
    await frame.reach('openWindow')
    expect([asked, frame.told]).toEqual([0, ['waiting']])
  })

  test('R5: stops reading messages of a page after twenty were refused', async () => {
    const harness = signingHarness({ place: 'unknown' })
    const refused = aPlainMessage({ domain: 'other.example' })
    const outcomes = []
    for (let count = 0; count < 21; count++) {
      outcomes.push(await harness.sign(refused))
      harness.act({ type: 'dismissed', how: 'closed' })
    }
    const codes = outcomes.map((outcome) => (outcome as { code: string }).code)
    expect(codes).toEqual([...Array.from({ length: 20 }, () => 'domain_mismatch'), 'rate_limited'])
    expect(outcomes.at(-1)).toMatchObject({ details: { retryAfterMs: 60_000 } })
    harness.clock.advance(60_000)
    expect(await harness.sign(refused)).toMatchObject({ code: 'domain_mismatch' })
  })
})

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
    const held = { code: 'busy', details: { field: 'navigator.locks' } }
    expect(await two.sign(aPlainMessage())).toMatchObject(held)
    expect(await two.connect()).toMatchObject(held)
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
