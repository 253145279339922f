import { parseOrigin } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { aSessionMessage, noon, ownSpace, signer } from '../testing/aMessage.ts'
import { type SigningHarness, signingHarness } from '../testing/signingHarness.ts'

const message = aSessionMessage({ [`${ownSpace}/kv`]: { 'tinycloud.kv/get': [{}] } })
const other = parseOrigin('https://other.example')

/** A user in a window, before the review of a request, who has approved another app of this site before. */
async function atReview(): Promise<SigningHarness & { readonly signed: Promise<unknown> }> {
  const harness = signingHarness({ place: 'window' })
  const { ledger } = harness
  await ledger.approve(other, { keyId: 'key-1', address: signer, approvedAt: noon - 1_000 })
  const signed = harness.sign(message)
  await harness.comeInByEmail()
  await harness.reach('review')
  return { ...harness, signed }
}

async function openAccess({ act, app }: SigningHarness) {
  act({ type: 'accessOpened' })
  await expect.poll(() => app.screen.get()).toMatchObject({ phase: 'access', access: expect.anything() })
  const screen = app.screen.get()
  if (screen.phase !== 'access' || screen.access === undefined) throw new Error('There is no list.')
  return screen.access
}

describe('createAccessControl', () => {
  test('S21: lists approved apps and sessions, and leads back to the review', async () => {
    const harness = await atReview()
    expect(await openAccess(harness)).toMatchObject({
      origins: [{ origin: other, approvedAt: noon - 1_000, grants: [] }],
      sessions: [{ isCurrent: true }],
    })
    harness.act({ type: 'wentBack' })
    expect(harness.app.screen.get().phase).toBe('review')
    expect(harness.told).toEqual(['waiting'])
  })

  test('S21: removes an approval at once', async () => {
    const harness = await atReview()
    await openAccess(harness)
    harness.act({ type: 'accessRemoved', target: { kind: 'origin', origin: other } })
    await expect.poll(() => harness.app.screen.get()).toMatchObject({ access: { origins: [] } })
    expect(await harness.ledger.approval(other)).toBeUndefined()
  })

  test('S21: ends a session at once, here and at the key endpoint', async () => {
    const harness = await atReview()
    const { sessions = [] } = await openAccess(harness)
    harness.act({ type: 'accessRemoved', target: { kind: 'session', id: sessions[0]?.id ?? '' } })
    await expect.poll(() => harness.app.screen.get()).toMatchObject({ access: { sessions: undefined } })
    expect((await harness.sessions.read())?.token).toBeUndefined()
    harness.act({ type: 'wentBack' })
    harness.act({ type: 'signPressed' })
    await harness.reach('welcome')
  })

  test('S8: is not available in the frame of an unknown page', async () => {
    const harness = signingHarness({ place: 'unknown' })
    void harness.connect()
    await harness.reach('openWindow')
    harness.act({ type: 'accessOpened' })
    expect(harness.app.screen.get().phase).toBe('openWindow')
  })

  test('S13: settles the request when its user leaves from there', async () => {
    const harness = await atReview()
    await openAccess(harness)
    harness.act({ type: 'left', how: 'closed' })
    expect(await harness.signed).toMatchObject({ code: 'user_rejected' })
  })
})
