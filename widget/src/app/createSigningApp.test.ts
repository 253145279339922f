import { OpenKeyError } from '@openkey/protocol'
import { describe, expect, test, vi } from 'vitest'
import { aPlainMessage, aSessionMessage, noon, ownSpace, signer, stranger } from '../testing/aMessage.ts'
import { type SigningHarness, signingHarness } from '../testing/signingHarness.ts'

const att = { [`${ownSpace}/kv/notes/`]: { 'tinycloud.kv/get': [{}] } }
const message = aSessionMessage(att)

/** A user who is known here, on an origin that is approved. */
async function returning(options?: Parameters<typeof signingHarness>[0]): Promise<SigningHarness & { keyId: string }> {
  const harness = signingHarness(options)
  const connected = harness.connect()
  await harness.comeInByEmail()
  const { keyId } = (await connected) as { keyId: string }
  harness.app.act({ type: 'dismissed', how: 'closed' })
  harness.told.length = 0
  return { ...harness, keyId }
}

async function pressSign({ reach, act }: SigningHarness): Promise<void> {
  await reach('review')
  act({ type: 'signPressed' })
}

describe('createSigningApp', () => {
  test('lets a new user in by email code, with a passkey for the next time', async () => {
    const { connect, reach, act, told, origins, boundOrigin, passkeys, app } = signingHarness()
    const connected = connect()
    await reach('welcome')
    act({ type: 'emailChosen' })
    act({ type: 'emailSubmitted', email: 'ada@example.com' })
    await reach('code')
    act({ type: 'codeSubmitted', code: '000000' })
    await expect.poll(() => app.screen.get()).toMatchObject({ phase: 'code', notice: 'wrong_code' })
    act({ type: 'codeSubmitted', code: '123456' })
    await reach('offer')
    passkeys.failNext(new OpenKeyError('user_rejected', 'Closed.'))
    act({ type: 'passkeyAccepted' })
    await expect
      .poll(() => app.screen.get())
      .toMatchObject({ phase: 'offer', isBusy: false, failure: expect.anything() })
    act({ type: 'passkeyAccepted' })
    const account = (await connected) as { keyId: string }
    expect(account).toEqual({ address: signer, chainId: 1, keyId: expect.any(String) })
    expect(told).toEqual(['waiting', 'authenticating', 'done'])
    expect(await origins.approval(boundOrigin)).toEqual({ keyId: account.keyId, address: signer, approvedAt: noon })
  })

  test('remembers an approval before it answers, since the host may end the document with the answer', async () => {
    const { connect, comeInByEmail, origins, boundOrigin } = signingHarness({ canRegister: false })
    const approve = origins.approve
    const order: string[] = []
    origins.approve = async (...args) => {
      await new Promise((resolve) => setTimeout(resolve, 50))
      await approve(...args)
      order.push('remembered')
    }
    const connected = connect().then(() => order.push('answered'))
    await comeInByEmail()
    await connected
    expect([order, await origins.approval(boundOrigin)]).toEqual([
      ['remembered', 'answered'],
      { keyId: expect.any(String), address: signer, approvedAt: noon },
    ])
  })

  test('offers no passkey where none can be made, nor twice', async () => {
    const { connect, comeInByEmail, told } = signingHarness({ canRegister: false })
    const connected = connect()
    await comeInByEmail()
    expect(await connected).toMatchObject({ address: signer })
    expect(told).toEqual(['waiting', 'authenticating', 'done'])
  })

  test('signs in by passkey', async () => {
    const { connect, comeInWithPasskey, reach, act, sessions, origins, boundOrigin } = signingHarness()
    const first = connect()
    await comeInWithPasskey()
    await first
    await sessions.clear()
    await origins.forget(boundOrigin)
    const second = connect()
    await reach('welcome')
    act({ type: 'passkeyChosen' })
    expect(await second).toMatchObject({ address: signer })
  })

  test('answers a known user of an approved origin at once and shows nothing', async () => {
    const { connect, told, app } = await returning()
    expect(await connect()).toMatchObject({ address: signer })
    expect([told, app.screen.get().phase]).toEqual([[], 'idle'])
  })

  test('tells an approved origin its account without a screen', async () => {
    const { app, keyId, told } = await returning()
    expect(await app.handlers.account({ chainId: 1 })).toEqual({ address: signer, chainId: 1, keyId })
    expect([told, app.screen.get().phase]).toEqual([[], 'idle'])
    await expect((async () => app.handlers.account({ chainId: 77 }))()).rejects.toMatchObject({
      code: 'chain_unsupported',
    })
  })

  test.for(['trusted', 'unknown', 'window'] as const)(
    'S8: tells a page that was not approved nothing, and reads no session for it: %s',
    async (place) => {
      const earlier = await returning()
      await earlier.app.handlers.disconnect({})
      const read = vi.fn(earlier.sessions.read)
      const sessions = { ...earlier.sessions, read }
      const { app, told } = signingHarness({ place, after: { ...earlier, sessions } })
      const refused = (async () => app.handlers.account({ chainId: 1 }))()
      await expect(refused).rejects.toMatchObject({ code: 'unauthorized' })
      expect(read).not.toHaveBeenCalled()
      expect([told, app.screen.get().phase]).toEqual([[], 'idle'])
    },
  )

  test('tells nothing after the user has signed out, or once the approval is old', async () => {
    const { app, sessions, clock } = await returning()
    clock.advance(31 * 24 * 60 * 60_000)
    await expect(app.handlers.account({ chainId: 1 })).rejects.toMatchObject({ code: 'unauthorized' })
    const other = await returning()
    await other.sessions.clear()
    await expect(other.app.handlers.account({ chainId: 1 })).rejects.toMatchObject({ code: 'unauthorized' })
    expect(await sessions.read()).toBeDefined()
  })

  test('asks before a session is used for an origin that was not approved', async () => {
    const { connect, app, reach, act, told } = await returning()
    await app.handlers.disconnect({})
    const connected = connect()
    await reach('welcome')
    expect(told).toEqual(['waiting'])
    act({ type: 'passkeyChosen' })
    expect(await reach('confirm')).toMatchObject({ signer: { address: signer, email: 'ada@example.com' } })
    act({ type: 'accountConfirmed' })
    expect(await connected).toMatchObject({ address: signer })
  })

  test('lets the user change to another account', async () => {
    const { connect, app, reach, act, sessions } = await returning()
    await app.handlers.disconnect({})
    void connect()
    await reach('welcome')
    act({ type: 'emailChosen' })
    await reach('confirm')
    act({ type: 'otherAccountChosen' })
    expect(await reach('welcome')).toMatchObject({ flow: { isSignedIn: false } })
    await expect.poll(() => sessions.read()).toBeUndefined()
  })

  test('S19: lets a request go on in a window, and answers with what was said there', async () => {
    const harness = await returning()
    const signed = harness.sign(message)
    await harness.reach('review')
    harness.act({ type: 'windowChosen' })
    await expect.poll(harness.continuation.isOpen).toBe(true)
    harness.act({ type: 'signPressed' })
    expect(harness.continuation.opened).toEqual([
      { request: { kind: 'sign', id: 2, message }, requestId: harness.lastRequestId(), chainId: 1, isReused: false },
    ])
    const answer = { address: signer, keyId: harness.keyId, message, bootstrap: { status: 'skipped' } } as const
    const value = { ...answer, signature: `0x${'11'.repeat(64)}1b` } as const
    harness.continuation.answer(value)
    expect(await signed).toEqual(value)
    expect(harness.keyEndpoint.signed).toEqual([])
    expect(harness.told).toEqual(['reviewing', 'waiting', 'done'])
  })

  test('S19: counts what a page that can be closed asks, until its user has decided', async () => {
    const harness = signingHarness({ place: 'window' })
    const declines = () => harness.origins.declines(harness.boundOrigin)
    const connected = harness.connect()
    await harness.reach('welcome')
    expect(await declines()).toEqual([noon])
    await harness.comeInByEmail()
    expect(await connected).toMatchObject({ address: signer })
    expect(await declines()).toEqual([])
  })

  test('S19: counts a decision that a page shows and its user declines once', async () => {
    const harness = signingHarness({ place: 'window' })
    void harness.connect()
    await harness.reach('welcome')
    harness.act({ type: 'dismissed', how: 'declined' })
    await harness.reach('idle')
    expect(await harness.origins.declines(harness.boundOrigin)).toEqual([noon])
  })

  test('S13: closes the window of a request that is given up', async () => {
    const harness = await returning()
    const signed = harness.sign(message)
    await harness.reach('review')
    harness.act({ type: 'windowChosen' })
    await expect.poll(harness.continuation.isOpen).toBe(true)
    harness.act({ type: 'dismissed', how: 'closed' })
    expect(await signed).toEqual({ code: 'user_rejected', details: { how: 'closed' } })
    await expect.poll(harness.continuation.isOpen).toBe(false)
  })

  test('S3: signs exactly the bytes that were reviewed, after one press', async () => {
    const harness = await returning()
    const signed = harness.sign(message)
    expect((await harness.reach('review')).flow.review).toMatchObject({ message, requester: { host: 'app.example' } })
    expect(harness.keyEndpoint.signed).toEqual([])
    harness.act({ type: 'signPressed' })
    expect(await signed).toEqual({
      address: signer,
      keyId: harness.keyId,
      message,
      signature: expect.stringMatching(/^0x[0-9a-f]{128}1[bc]$/),
      bootstrap: { status: 'skipped' },
    })
    expect(harness.keyEndpoint.signed).toEqual([message])
    expect(harness.told).toEqual(['reviewing', 'signing', 'done'])
  })

  test('signs in first where nobody is, then shows the review', async () => {
    const harness = signingHarness({ canRegister: false })
    const signed = harness.sign(message)
    await harness.comeInByEmail()
    await pressSign(harness)
    expect(await signed).toMatchObject({ message })
    expect(harness.told).toEqual(['waiting', 'authenticating', 'reviewing', 'signing', 'done'])
  })

  test('asks the host to hide the frame after the last screen', async () => {
    const harness = await returning()
    const signed = harness.sign(message)
    await pressSign(harness)
    await signed
    harness.clock.advance(2_000)
    await harness.reach('idle')
    expect(harness.told.at(-1)).toBe('dismiss')
  })

  test('approves the same bytes again', async () => {
    const harness = await returning()
    for (let round = 0; round < 2; round += 1) {
      const signed = harness.sign(aSessionMessage(att))
      await pressSign(harness)
      expect(await signed).toMatchObject({ address: signer })
    }
  })

  test.each([
    ['S5: a message of another account', aPlainMessage({ address: stranger }), undefined, 'address_mismatch'],
    ['a key the account does not have', aPlainMessage(), 'key-of-somebody', 'key_not_found'],
  ] as const)('leaves open %s, until its user is known and leaves', async (_, text, keyId, code) => {
    const harness = await returning()
    const asked = harness.sign(text, keyId)
    await harness.reach('welcome')
    harness.act({ type: 'emailChosen' })
    await harness.reach('wrongAccount')
    harness.act({ type: 'dismissed', how: 'declined' })
    expect(await asked).toMatchObject({ code })
    expect(harness.keyEndpoint.signed).toEqual([])
  })

  describe('refuses at once, explains, and signs nothing:', () => {
    const minuteAgo = '2026-11-20T11:59:00.000Z'
    test.each([
      ['S1: text that is no SIWE message', 'Please sign this.', 'siwe_malformed'],
      ['S2: a message of another domain', aSessionMessage(att, { domain: 'bank.example' }), 'domain_mismatch'],
      [
        'S4: a statement that its ReCap does not say',
        aSessionMessage(att, { statement: 'Hello.' }),
        'recap_statement_mismatch',
      ],
      [
        'S4: a plain message whose URI is elsewhere',
        aPlainMessage({ uri: 'https://bank.example' }),
        'siwe_uri_mismatch',
      ],
      ['S5: an expired message', aSessionMessage(att, { expirationTime: minuteAgo }), 'siwe_expired'],
      [
        'S5: a message without the end it needs',
        aSessionMessage(att, { expirationTime: undefined }),
        'siwe_lifetime_exceeded',
      ],
      ['S5: another chain', aPlainMessage({ chainId: 10 }), 'chain_unsupported'],
    ])('%s', async (_, text, code) => {
      const harness = signingHarness()
      expect(await harness.sign(text)).toMatchObject({ code })
      expect(await harness.reach('refused')).toMatchObject({ error: { code } })
      expect(harness.told).toEqual([])
      harness.act({ type: 'dismissed', how: 'closed' })
      expect(harness.told).toEqual(['dismiss'])
      expect(harness.keyEndpoint.signed).toEqual([])
    })

    test('S5: a nonce that another message has used', async () => {
      const harness = await returning()
      const signed = harness.sign(message)
      await pressSign(harness)
      await signed
      const second = harness.sign(aSessionMessage(att, { words: 'Other words.' }))
      await pressSign(harness)
      expect(await second).toMatchObject({ code: 'nonce_reused' })
      expect(harness.keyEndpoint.signed).toEqual([message])
    })

    test('S5: a message that expired while it was read', async () => {
      const harness = await returning()
      const signed = harness.sign(message)
      await harness.reach('review')
      harness.clock.advance(60 * 60_000)
      harness.act({ type: 'signPressed' })
      expect(await signed).toMatchObject({ code: 'siwe_expired' })
      expect(harness.keyEndpoint.signed).toEqual([])
    })

    test('S6: a signature made by another key', async () => {
      const harness = await returning({ signsAs: stranger })
      const signed = harness.sign(message)
      await pressSign(harness)
      expect(await signed).toMatchObject({ code: 'signature_invalid' })
    })

    test('a chain this deployment does not serve', async () => {
      expect(await signingHarness().connect(10)).toMatchObject({ code: 'chain_unsupported' })
    })
  })

  describe('keeps the call open when the endpoint fails:', () => {
    test.each([
      ['key_endpoint_unreachable', 500],
      ['key_endpoint_rejected', 404],
      ['rate_limited', 429],
    ] as const)('%s', async (code, status) => {
      const harness = await returning()
      const signed = harness.sign(message)
      await harness.reach('review')
      harness.keyEndpoint.failNext(new OpenKeyError(code, 'No.', { details: { status } }))
      harness.act({ type: 'signPressed' })
      await harness.reach('problem')
      harness.act({ type: 'dismissed', how: 'declined' })
      expect(await signed).toEqual({ code, details: { status } })
      expect(harness.keyEndpoint.signed).toEqual([])
    })

    test('and signs when the second try works', async () => {
      const harness = await returning()
      const signed = harness.sign(message)
      await harness.reach('review')
      harness.keyEndpoint.failNext(new OpenKeyError('key_endpoint_unreachable', 'No answer.'))
      harness.act({ type: 'signPressed' })
      await harness.reach('problem')
      harness.act({ type: 'retried' })
      expect(await signed).toMatchObject({ message })
    })

    test('and signs in again in place when the session has ended', async () => {
      const harness = await returning()
      const signed = harness.sign(message)
      await harness.reach('review')
      harness.keyEndpoint.failNext(new OpenKeyError('session_expired', 'Over.', { details: { status: 401 } }))
      harness.act({ type: 'signPressed' })
      expect(await harness.reach('welcome')).toMatchObject({ notice: 'session_ended' })
      harness.act({ type: 'emailChosen' })
      harness.act({ type: 'emailSubmitted', email: 'ada@example.com' })
      await harness.reach('code')
      harness.act({ type: 'codeSubmitted', code: '123456' })
      await pressSign(harness)
      expect(await signed).toMatchObject({ message })
    })
  })

  test.each(['declined', 'closed', 'escape'] as const)('settles with the user’s no: %s', async (how) => {
    const harness = await returning()
    const signed = harness.sign(message)
    await harness.reach('review')
    harness.act({ type: 'dismissed', how })
    expect(await signed).toEqual({ code: 'user_rejected', details: { how } })
    expect(harness.told).toEqual(['reviewing', 'dismiss'])
  })

  test('refuses a second signature while one is asked for, and answers a connect meanwhile', async () => {
    const harness = await returning()
    void harness.sign(message)
    await harness.reach('review')
    expect(await harness.sign(message)).toMatchObject({ code: 'busy' })
    expect(await harness.connect()).toMatchObject({ address: signer })
  })

  test('withdraws what the host gave up, and discards the signature it comes too late for', async () => {
    const harness = await returning()
    const signed = harness.sign(message)
    await pressSign(harness)
    await harness.app.handlers.cancel({ requestId: harness.lastRequestId() })
    expect(await signed).toMatchObject({ code: 'aborted' })
    await harness.reach('idle')
  })

  test('fails every open call when the channel closes', async () => {
    const harness = signingHarness()
    const calls = [harness.connect(), harness.sign(message)]
    await harness.reach('welcome')
    harness.app.close(new OpenKeyError('channel_closed', 'Gone.'))
    expect(await Promise.all(calls)).toMatchObject([{ code: 'channel_closed' }, { code: 'channel_closed' }])
  })

  test('keeps its looks while a review is open', async () => {
    const harness = await returning()
    await harness.app.handlers.appearance({ theme: 'dark' })
    void harness.sign(message)
    await harness.reach('review')
    await harness.app.handlers.appearance({ theme: 'light' })
    expect(harness.appearance.get()).toEqual({ theme: 'dark' })
  })

  test('S7: sends the host nothing about the session', async () => {
    const harness = await returning()
    const signed = harness.sign(message)
    await pressSign(harness)
    const session = await harness.sessions.read()
    const seen = JSON.stringify([await signed, await harness.connect(), harness.told])
    expect(session?.token).toEqual(expect.any(String))
    expect(seen).not.toContain(session?.token)
    expect(seen).not.toContain(session?.userId)
    expect(seen).not.toContain('ada@example.com')
  })
})
