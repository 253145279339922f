import { describe, expect, test } from 'vitest'
import {
  aHostMessage,
  anOrbitMessage,
  aPlainMessage,
  aRevocation,
  aSessionMessage,
  aUserMessage,
  ownSpace,
  signer,
  stranger,
} from '../../testing/aMessage.ts'
import { type SigningHarness, signingHarness } from '../../testing/signingHarness.ts'

const secrets = `${ownSpace.replace(/default$/, 'secrets')}/kv`
const ordinary = { [`${ownSpace}/kv/notes/`]: { 'tinycloud.kv/get': [{}] } }
const sensitive = { [secrets]: { 'tinycloud.kv/get': [{}] } }
const moreSensitive = { [secrets]: { 'tinycloud.kv/get': [{}], 'tinycloud.kv/put': [{}] } }

const approvalOptions = { isSignedIn: true, canUsePasskey: async () => false }
const signAs = { keyId: 'key-1', address: signer } as const
const thirtyDaysMs = 30 * 24 * 60 * 60_000

async function approved(harness: SigningHarness, message: string): Promise<void> {
  const { reviewer, origins, boundOrigin, clock } = harness
  const { grant } = await reviewer.review(message, signAs, approvalOptions)
  await origins.approve(boundOrigin, { ...signAs, approvedAt: clock.now(), grant })
}

async function isRepeat({ reviewer }: SigningHarness, message: string): Promise<boolean> {
  return (await reviewer.review(message, signAs, approvalOptions)).isRepeat
}

describe('createReviewer', () => {
  test.each<[string, string]>([
    ['a capability', aSessionMessage(ordinary)],
    ['a secret', aSessionMessage(sensitive)],
    ['hosting', aHostMessage()],
    ['hosting of an orbit', anOrbitMessage()],
    ['what another user receives', aUserMessage(ordinary)],
    ['a revocation', aRevocation()],
    ['a further resource', aPlainMessage({ resources: ['https://other.example/terms'] })],
  ])('S10: finds %s new, and a repeat once approved', async (_, message) => {
    const harness = signingHarness()
    expect(await isRepeat(harness, message)).toBe(false)
    await approved(harness, message)
    expect(await isRepeat(harness, message)).toBe(true)
  })

  test('finds nothing new in a message that proves who signs and nothing else', async () => {
    expect(await isRepeat(signingHarness(), aPlainMessage())).toBe(true)
  })

  test('S10: treats a narrower request as a repeat, but not a wider or longer one', async () => {
    const harness = signingHarness()
    await approved(harness, aSessionMessage(moreSensitive))
    const proof = 'zb2rhe5P4gXftAwvA4eXQ5HJwsER2owDyS9sKaQRRVQPn93bA'
    const rows = [
      aSessionMessage(sensitive, { nonce: 'Nonce0002' }),
      aSessionMessage({ ...moreSensitive, ...ordinary }),
      aSessionMessage(sensitive, { prf: [proof] }),
      aSessionMessage(sensitive, { expirationTime: '2026-11-22T12:00:00.000Z' }),
    ]
    expect(await Promise.all(rows.map((message) => isRepeat(harness, message)))).toEqual([true, false, false, false])
  })

  test('S10: measures the lifetime of a backdated message from now', async () => {
    const harness = signingHarness()
    const backdated = { issuedAt: '2025-11-20T12:00:00.000Z', expirationTime: '2026-11-20T12:01:00.000Z' }
    await approved(harness, aSessionMessage(sensitive, backdated))
    expect(await isRepeat(harness, aSessionMessage(sensitive, backdated))).toBe(true)
    expect(await isRepeat(harness, aSessionMessage(sensitive))).toBe(false)
  })

  test('S10: signs nothing for a restricted frame whose approval was removed while its user was reading', async () => {
    const harness = signingHarness({ place: 'unknown' })
    const input = { message: aPlainMessage(), signer: signAs, token: 'token' }
    const { signal } = new AbortController()
    const { reviewer, origins, boundOrigin, clock, keyEndpoint } = harness
    await origins.approve(boundOrigin, { ...signAs, approvedAt: clock.now() })
    await origins.forget(boundOrigin)
    await expect(reviewer.sign(input, signal)).rejects.toMatchObject({ code: 'unauthorized' })
    expect(keyEndpoint.signed).toEqual([])
  })

  test('S10: distinguishes the peer of another node from the one that may host', async () => {
    const harness = signingHarness()
    await approved(harness, aHostMessage())
    const otherPeer = 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK'
    expect(await isRepeat(harness, aHostMessage(ownSpace, { uri: otherPeer }))).toBe(false)
  })

  test('S10: covers what a user receives by an approval of exactly that user', async () => {
    const harness = signingHarness()
    const otherUser = 'did:pkh:eip155:1:0x2c7536E3605D9C16a7a3D7b1898e529396a65c23'
    await approved(harness, aUserMessage(moreSensitive))
    const rows = [
      aUserMessage(sensitive, { nonce: 'Nonce0002' }),
      aUserMessage({ ...moreSensitive, ...ordinary }),
      aUserMessage(sensitive, { uri: otherUser }),
      aUserMessage(sensitive, { uri: `did:pkh:eip155:10:${signer}` }),
      aSessionMessage(sensitive),
    ]
    expect(await Promise.all(rows.map((message) => isRepeat(harness, message)))).toEqual([
      ...[true, false, false, false, false],
    ])
  })

  test('S10: covers nothing of another user by an approval of the app', async () => {
    const harness = signingHarness()
    await approved(harness, aSessionMessage(sensitive))
    expect(await isRepeat(harness, aUserMessage(sensitive))).toBe(false)
  })

  test('S10: finds the end of another delegation new', async () => {
    const harness = signingHarness()
    await approved(harness, aRevocation())
    const uri = 'ucan:bafkr4ifi4v3ftemalmydkkfduvovvfjzc44aapq7kgbnhmdtwzoo6fda2e'
    expect(await isRepeat(harness, aRevocation({ uri }))).toBe(false)
  })

  test.each([
    ['a grant to another user', aUserMessage(ordinary)],
    ['a revocation', aRevocation()],
    ['hosting of an orbit', anOrbitMessage()],
  ])('S10: does not sign %s for a restricted frame', async (_, message) => {
    const harness = signingHarness({ place: 'unknown' })
    await harness.origins.approve(harness.boundOrigin, { ...signAs, approvedAt: harness.clock.now() })
    const signing = harness.reviewer.sign({ message, signer: signAs, token: 'token' }, new AbortController().signal)
    await expect(signing).rejects.toMatchObject({ code: 'unauthorized' })
    expect(harness.keyEndpoint.signed).toEqual([])
  })

  test('remembers with whom the user shared, so that it can be looked up', async () => {
    const { grant } = await signingHarness().reviewer.review(aUserMessage(ordinary), signAs, approvalOptions)
    expect(grant.sharedWith).toEqual({ chainId: 1, address: stranger })
  })

  test('S10: lets approvals expire at the age that the deployment sets', async () => {
    for (const maxAgeMs of [undefined, 1_000]) {
      const harness = signingHarness({ policy: { approval: { maxAgeMs } } })
      await approved(harness, aPlainMessage({ resources: ['https://other.example/terms'] }))
      const again = () =>
        isRepeat(harness, aPlainMessage({ resources: ['https://other.example/terms'], issuedAt: now() }))
      const now = () => new Date(harness.clock.now()).toISOString()
      harness.clock.advance((maxAgeMs ?? thirtyDaysMs) - 1)
      expect(await again()).toBe(true)
      harness.clock.advance(1)
      expect(await again()).toBe(false)
    }
  })

  test('S10: signs nothing new for a restricted frame, whatever was pressed', async () => {
    const harness = signingHarness({ place: 'unknown' })
    const input = { message: aSessionMessage(sensitive), signer: signAs, token: 'token' }
    const { signal } = new AbortController()
    await expect(harness.reviewer.sign(input, signal)).rejects.toMatchObject({ code: 'unauthorized' })
    expect(harness.keyEndpoint.signed).toEqual([])
  })

  test.each([
    ['sign-in', aSessionMessage(ordinary)],
    ['sign-in', aPlainMessage()],
    ['host-space', aHostMessage()],
    [undefined, aUserMessage(ordinary)],
    [undefined, aRevocation()],
  ])(
    'S3: tells the endpoint the purpose %s, which it reads from the bytes that it signs (%#)',
    async (purpose, message) => {
      const harness = signingHarness()
      const signed = harness.sign(message)
      await harness.comeInByEmail()
      await harness.reach('review')
      harness.act({ type: 'signPressed' })
      expect(await signed).toMatchObject({ message })
      expect([harness.keyEndpoint.signed, harness.keyEndpoint.purposes]).toEqual([[message], [purpose]])
    },
  )

  test('S10: remembers what was signed as approved', async () => {
    const harness = signingHarness()
    const message = aSessionMessage(sensitive)
    const signed = harness.sign(message)
    await harness.comeInByEmail()
    await harness.reach('review')
    harness.act({ type: 'signPressed' })
    expect(await signed).toMatchObject({ address: signer })
    expect(await isRepeat(harness, message)).toBe(true)
  })
})
