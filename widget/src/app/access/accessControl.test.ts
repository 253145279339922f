import { OpenKeyError, parseOrigin } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import type { AccessChange } from '../../domain/access.ts'
import { aSessionMessage, noon, ownSpace, signer } from '../../testing/aMessage.ts'
import { type SigningHarness, signingHarness } from '../../testing/signingHarness.ts'

const message = aSessionMessage({ [`${ownSpace}/kv`]: { 'tinycloud.kv/get': [{}] } })
const other = parseOrigin('https://other.example')

/** A user in a window, before the review of a request, who has approved another app of this site before. */
async function atReview(): Promise<SigningHarness & { readonly signed: Promise<unknown> }> {
  const harness = signingHarness({ place: 'window' })
  const { origins } = harness
  await origins.approve(other, { keyId: 'key-1', address: signer, approvedAt: noon - 1_000 })
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
    harness.act({ type: 'accessChanged', change: { kind: 'origin', origin: other } })
    await expect.poll(() => harness.app.screen.get()).toMatchObject({ access: { origins: [] } })
    expect(await harness.origins.approval(other)).toBeUndefined()
  })

  test('S21: ends a session at once, here and at the key endpoint', async () => {
    const harness = await atReview()
    const { sessions = [] } = await openAccess(harness)
    harness.act({ type: 'accessChanged', change: { kind: 'session', id: sessions[0]?.id ?? '' } })
    await expect.poll(() => harness.app.screen.get()).toMatchObject({ access: { sessions: undefined } })
    expect((await harness.sessions.read())?.token).toBeUndefined()
    harness.act({ type: 'wentBack' })
    harness.act({ type: 'signPressed' })
    await harness.reach('welcome')
  })

  describe('passkeys', () => {
    /** The same with one passkey, and the list open. */
    async function atList() {
      const harness = await atReview()
      await openAccess(harness)
      const change = (change: AccessChange) => harness.act({ type: 'accessChanged', change })
      const shows = (expected: object) => expect.poll(() => harness.app.screen.get()).toMatchObject(expected)
      change({ kind: 'newPasskey' })
      await shows({ isBusy: false, access: { passkeys: [{ id: 'passkey-1' }] } })
      return { ...harness, change, shows }
    }

    test('S21: are added, listed, required and removed', async () => {
      const { change, shows, passkeys } = await atList()
      await shows({
        access: { passkeys: [{ id: 'passkey-1', addedAt: 0 }], isPasskeyRequired: false, canAddPasskey: true },
      })
      change({ kind: 'passkeyRequired', isRequired: true })
      await shows({ access: { isPasskeyRequired: true }, failure: undefined })
      change({ kind: 'passkeyRequired', isRequired: false })
      await shows({ access: { isPasskeyRequired: false } })
      change({ kind: 'passkey', id: 'passkey-1' })
      await shows({ access: { passkeys: [] } })
      // Its authenticator need not propose it any more.
      await expect.poll(() => passkeys.disowned).toEqual(['passkey-1'])
    })

    test('S21: shows what stands in the way of a change, and leaves the list as it is', async () => {
      const { change, shows } = await atList()
      const refused = (received: string) => ({ isBusy: false, failure: { details: { status: 409, received } } })
      change({ kind: 'passkeyRequired', isRequired: true })
      await shows({ access: { isPasskeyRequired: true } })
      change({ kind: 'passkey', id: 'passkey-1' })
      await shows({ ...refused('last_way_in'), access: { passkeys: [{ id: 'passkey-1' }] } })
      for (const count of [2, 3]) {
        change({ kind: 'newPasskey' })
        await shows({ isBusy: false, failure: undefined, access: { passkeys: { length: count } } })
      }
      change({ kind: 'newPasskey' })
      await shows(refused('limit_reached'))
      change({ kind: 'passkeyRequired', isRequired: false })
      for (const id of ['passkey-1', 'passkey-2', 'passkey-3']) {
        await shows({ isBusy: false })
        change({ kind: 'passkey', id })
      }
      await shows({ access: { passkeys: [] } })
      change({ kind: 'passkeyRequired', isRequired: true })
      await shows({ ...refused('passkey_missing'), access: { isPasskeyRequired: false } })
    })

    test('S21: asks for a passkey where the session is old, and changes nothing without one', async () => {
      const { change, shows, keyEndpoint, passkeys } = await atList()
      keyEndpoint.ageSessions()
      passkeys.failNext(new OpenKeyError('user_rejected', 'Closed.'))
      change({ kind: 'passkeyRequired', isRequired: true })
      await shows({ failure: { code: 'user_rejected' }, access: { isPasskeyRequired: false } })
      change({ kind: 'passkeyRequired', isRequired: true })
      await shows({ failure: undefined, access: { isPasskeyRequired: true } })
      change({ kind: 'newPasskey' })
      await shows({ access: { passkeys: { length: 2 } } })
      change({ kind: 'passkey', id: 'passkey-2' })
      await shows({ access: { passkeys: { length: 1 } } })
      expect(passkeys.asked).toHaveLength(4)
    })

    test('S21: asks for a passkey to turn automatic signing on where the session is old, and for none to turn it off', async () => {
      const { change, shows, keyEndpoint, passkeys } = await atList()
      keyEndpoint.ageSessions()
      await shows({ access: { isAutoSignEnabled: true } })
      change({ kind: 'autoSign', isEnabled: false })
      await shows({ failure: undefined, access: { isAutoSignEnabled: false } })
      expect(passkeys.asked).toHaveLength(0)
      change({ kind: 'autoSign', isEnabled: true })
      await shows({ failure: undefined, access: { isAutoSignEnabled: true } })
      expect(passkeys.asked).toHaveLength(1)
    })

    test('are left out where the endpoint has no such routes, and nobody is kept from the rest', async () => {
      const harness = await atReview()
      const { keyEndpoint } = harness
      const missing = () =>
        Promise.reject(new OpenKeyError('key_endpoint_rejected', 'Not found.', { details: { status: 404 } }))
      Object.assign(keyEndpoint, { listPasskeys: missing, isPasskeyRequired: missing, isAutoSignEnabled: missing })
      expect(await openAccess(harness)).toMatchObject({
        sessions: [{ isCurrent: true }],
        passkeys: undefined,
        isPasskeyRequired: undefined,
        isAutoSignEnabled: undefined,
        canAddPasskey: false,
      })
    })
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
    harness.act({ type: 'dismissed', how: 'closed' })
    expect(await harness.signed).toMatchObject({ code: 'user_rejected' })
  })
})
