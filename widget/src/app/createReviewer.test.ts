import { parseOrigin } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { aHostMessage, aPlainMessage, aSessionMessage, ownSpace, signer } from '../testing/aMessage.ts'
import { type HarnessOptions, signingHarness } from '../testing/signingHarness.ts'

const secrets = `${ownSpace.replace(/default$/, 'secrets')}/kv`
const ordinary = { [`${ownSpace}/kv`]: { 'tinycloud.kv/get': [{}] } }
const sensitive = { [secrets]: { 'tinycloud.kv/get': [{}] } }
const moreSensitive = { [secrets]: { 'tinycloud.kv/get': [{}], 'tinycloud.kv/put': [{}] } }

const approver = { isSignedIn: true, canUsePasskey: async () => false }

/** The harness's page is one that nobody answers for. */
async function known(options?: HarnessOptions) {
  const harness = signingHarness(options)
  const keyId = 'key-1'
  const { reviewer } = harness
  return {
    ...harness,
    wayOf: async (message: string) => (await reviewer.review(message, { keyId, address: signer }, approver)).way,
    approve: async (message: string) => {
      const { grant } = await reviewer.review(message, { keyId, address: signer }, approver)
      await harness.ledger.approve(harness.boundOrigin, { keyId, grant: grant.digest })
    },
  }
}

describe('createReviewer', () => {
  test('S10: has a first sensitive request approved elsewhere', async () => {
    const { wayOf } = await known()
    expect(await wayOf(aSessionMessage(sensitive))).toBe('window')
    expect(await wayOf(aSessionMessage(ordinary, { prf: ['zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA'] }))).toBe(
      'window',
    )
    expect(await wayOf(aPlainMessage({ resources: ['https://other.example/terms'] }))).toBe('window')
  })

  test('has what is ordinary approved by a press', async () => {
    const { wayOf } = await known()
    expect(await wayOf(aSessionMessage(ordinary))).toBe('frame')
    expect(await wayOf(aPlainMessage())).toBe('frame')
    expect(await wayOf(aHostMessage())).toBe('frame')
  })

  test('S10: takes a press for what was approved before, and for nothing beyond it', async () => {
    const { wayOf, approve } = await known()
    await approve(aSessionMessage(sensitive))
    expect(await wayOf(aSessionMessage(sensitive, { nonce: 'Nonce0002' }))).toBe('frame')
    expect(await wayOf(aSessionMessage(moreSensitive))).toBe('window')
    expect(
      await wayOf(aSessionMessage(sensitive, { prf: ['zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA'] })),
    ).toBe('window')
    expect(await wayOf(aSessionMessage(sensitive, { expirationTime: '2026-11-22T12:00:00.000Z' }))).toBe('window')
  })

  test('S10: remembers what was signed as approved', async () => {
    const harness = await known({ policy: { approval: { trustedOrigins: [parseOrigin('https://app.example')] } } })
    const signed = harness.sign(aSessionMessage(sensitive))
    await harness.comeInByEmail()
    await harness.reach('review')
    const { screen } = harness.app
    const review = screen.get()
    harness.act({ type: 'signPressed' })
    expect(await signed).toMatchObject({ address: signer })
    if (review.phase !== 'review') throw new Error('There was no review.')
    expect(await harness.ledger.hasApproved(harness.boundOrigin, review.flow.review.grant.digest)).toBe(true)
  })

  test('S10: takes no press where nothing tells that the frame is covered', async () => {
    const { wayOf } = await known({ seesOcclusion: false })
    expect(await wayOf(aSessionMessage(ordinary))).toBe('window')
  })

  test('follows the policy of the deployment', async () => {
    const { wayOf } = await known({ policy: { approval: { untrusted: 'frame' } }, seesOcclusion: false })
    expect(await wayOf(aSessionMessage(sensitive))).toBe('frame')
  })
})
