import { describe, expect, test } from 'vitest'
import { aPlainMessage, aSessionMessage, ownSpace, signer, stranger } from '../../testing/aMessage.ts'
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
