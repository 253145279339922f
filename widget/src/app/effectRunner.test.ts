import { OpenKeyError } from '@openkey/protocol'
import { describe, expect, test } from 'vitest'
import { approvalChallenge } from '../domain/approval/approvalMethod.ts'
import { aSessionMessage, ownSpace, signer } from '../testing/aMessage.ts'
import { type SigningHarness, signingHarness } from '../testing/signingHarness.ts'

const ordinary = aSessionMessage({ [`${ownSpace}/kv/notes/`]: { 'tinycloud.kv/get': [{}] } })
const sensitive = aSessionMessage({
  [`${ownSpace.replace(/default$/, 'secrets')}/kv`]: { 'tinycloud.kv/get': [{}] },
})
const policy = { approval: { passkey: true } } as const
const required = { approval: { passkey: 'required' } } as const

/** A user with a passkey, on an unknown page that they have approved. */
async function withPasskey(options: Parameters<typeof signingHarness>[0] = { policy }): Promise<SigningHarness> {
  const harness = signingHarness(options)
  const connected = harness.connect()
  await harness.comeInWithPasskey()
  await connected
  harness.act({ type: 'dismissed', how: 'closed' })
  harness.told.length = 0
  return harness
}

/** The same after a week: another page of that browser, and no session at the endpoint any more. */
async function afterAWeek(options = { policy }): Promise<SigningHarness> {
  const before = await withPasskey()
  await expect.poll(() => before.sessions.read()).toHaveProperty('account')
  before.keyEndpoint.endSessions()
  return signingHarness({ ...options, after: before })
}

describe('createSteps', () => {
  test('S10: asks a passkey of the account to approve exactly this message', async () => {
    const { sign, reach, act, passkeys, keyEndpoint } = await withPasskey({ policy: required })
    const signed = sign(sensitive)
    expect((await reach('review')).flow.review).toMatchObject({ method: 'passkey', signsIn: false })
    expect(passkeys.asked).toEqual([])
    act({ type: 'signPressed' })
    expect(await signed).toMatchObject({ address: signer, message: sensitive })
    expect(passkeys.asked).toEqual([
      {
        challenge: await approvalChallenge(sensitive),
        userVerification: 'required',
        allowCredentials: [{ type: 'public-key', id: 'passkey-1', transports: ['internal'] }],
      },
    ])
    expect(keyEndpoint.signed).toEqual([sensitive])
  })

  test('S10: signs nothing until a passkey has approved, however often it is asked', async () => {
    const { sign, reach, act, app, passkeys, keyEndpoint } = await withPasskey({ policy: required })
    const signed = sign(sensitive)
    await reach('review')
    passkeys.failNext(new OpenKeyError('user_rejected', 'Closed.'))
    act({ type: 'signPressed' })
    await expect.poll(() => app.screen.get()).toMatchObject({ phase: 'review', notice: 'approval_cancelled' })
    expect(keyEndpoint.signed).toEqual([])
    act({ type: 'signPressed' })
    expect(await signed).toMatchObject({ message: sensitive })
    expect(passkeys.asked).toHaveLength(2)
  })

  test('lets an approval serve whose session turns out to be over', async () => {
    const { sign, reach, act, passkeys, keyEndpoint, sessions } = await withPasskey({ policy: required })
    const signed = sign(sensitive)
    await reach('review')
    const before = await sessions.read()
    keyEndpoint.endSessions()
    act({ type: 'signPressed' })
    expect(await signed).toMatchObject({ message: sensitive })
    expect(passkeys.asked).toHaveLength(1)
    expect((await sessions.read())?.token).not.toBe(before?.token)
  })

  test('brings back whose session has ended by one approval', async () => {
    const { connect, sign, reach, act, told, passkeys, keyEndpoint } = await afterAWeek()
    expect(await connect()).toMatchObject({ address: signer })
    const signed = sign(ordinary)
    expect((await reach('review')).flow.review).toMatchObject({ method: 'passkey', signsIn: true })
    act({ type: 'signPressed' })
    expect(await signed).toMatchObject({ message: ordinary })
    expect([told, passkeys.asked.length, keyEndpoint.signed]).toEqual([['reviewing', 'signing', 'done'], 1, [ordinary]])
  })

  test('continues with the session that an approval opened', async () => {
    const harness = await afterAWeek()
    const signed = harness.sign(ordinary)
    await harness.reach('review')
    harness.act({ type: 'signPressed' })
    await signed
    const later = signingHarness({ policy, after: harness })
    void later.sign(ordinary)
    expect((await later.reach('review')).flow.review).toMatchObject({ method: 'press', signsIn: false })
  })

  test('S8: shows an origin that nobody approved the first screen, whosever session has ended', async () => {
    const { app, connect, reach, told } = await afterAWeek()
    await app.handlers.disconnect({})
    void connect()
    await reach('welcome')
    expect(told).toEqual(['waiting'])
  })

  test('lets the user sign in another way', async () => {
    const { sign, comeInByEmail, reach, act, sessions } = await afterAWeek()
    void sign(ordinary)
    await reach('review')
    act({ type: 'wentBack' })
    await comeInByEmail()
    expect((await reach('review')).flow.review).toMatchObject({ signsIn: false })
    expect((await sessions.read())?.token).toEqual(expect.any(String))
  })

  test('asks for a sign-in first where the endpoint takes no approvals', async () => {
    const before = await withPasskey({})
    before.keyEndpoint.endSessions()
    const { connect, reach, sessions } = signingHarness({ after: before })
    void connect()
    await reach('welcome')
    expect(await sessions.read()).toBeUndefined()
  })

  test('S7: keeps no token of a session that has ended', async () => {
    const { connect, sessions } = await afterAWeek()
    await connect()
    expect(await sessions.read()).toEqual({
      userId: 'user-1',
      account: {
        keys: [{ id: 'key-1', address: signer }],
        passkeys: [{ id: 'passkey-1', transports: ['internal'] }],
      },
    })
  })
})
