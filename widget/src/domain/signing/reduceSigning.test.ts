import { OpenKeyError } from '@openkey/protocol'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Review } from '../review/review.ts'
import { reduceSigning } from './reduceSigning.ts'
import type { SigningEffect } from './signingEffect.ts'
import type { Preparation, SigningEvent } from './signingEvent.ts'
import type { SelectedKey } from './signingState.ts'
import { initialSigningState, isFree, requestOf, type SigningState } from './signingState.ts'

const signer: SelectedKey = {
  keyId: 'key-1',
  address: '0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A',
  email: 'ada@example.com',
}
const review = { message: 'bytes', method: 'press', isRepeat: true, signsIn: false } as Review
const signed = {
  signature: `0x${'11'.repeat(64)}1b`,
  address: signer.address,
  keyId: signer.keyId,
  message: 'bytes',
  bootstrap: { status: 'skipped' },
} as const
const account = { address: signer.address, chainId: 1, keyId: signer.keyId }
const unreachable = new OpenKeyError('key_endpoint_unreachable', 'No answer.')
const rejected = new OpenKeyError('key_endpoint_rejected', 'No.')
const expired = new OpenKeyError('session_expired', 'Over.')
const mismatch = new OpenKeyError('address_mismatch', 'Another account.')
const misplaced = new OpenKeyError('domain_mismatch', 'Another site.')
const unknownUser = { kind: 'unknownUser', isSignedIn: false, isUnknownOrigin: false } as const
const anonymous = { ...unknownUser, isUnknownOrigin: true } as const
const windowRequired = { kind: 'windowRequired' } as const
const returning = { kind: 'ready', signer, review } as const
const wanting = (method: Review['method'], signsIn = false) =>
  ({ ...returning, review: { ...review, method, signsIn } }) as const
const wider = { ...returning, review: { ...review, isRepeat: false } } as const
const wants = (expected: 'window' | 'passkey') =>
  new OpenKeyError('key_endpoint_rejected', 'No.', { details: { status: 403, expected } })

const connectCalled = (call: number, chainId = 1): SigningEvent => ({
  type: 'connectCalled',
  call,
  requestId: `request-${call}`,
  chainId,
})
const signCalled = (call: number): SigningEvent => ({
  type: 'signCalled',
  call,
  requestId: `request-${call}`,
  message: 'bytes',
})
/** A request of a host that can prepare its message again. */
const narrowableCalled = (call: number) => ({ ...signCalled(call), canNarrow: true })
const narrowing = { removed: [{ resource: 'urn:a:b', ability: 'kv/put' }] }
const narrowed = { type: 'narrowed', narrowing } as const
const prepared = (request: number, preparation: Preparation, at = 0) =>
  ({ type: 'prepared', request, preparation, at }) as const
const cancelled = (requestId: string, at = 0) => ({ type: 'cancelled', requestId, at }) as const

type Played = SigningEvent | ((taskId: number) => SigningEvent)

/**
 * Feeds events to a page that may be asked for anything; one given as a function learns the number of the current step.
 */
function play(...events: readonly Played[]) {
  return playFrom(initialSigningState, events)
}

/** The same in the frame of an unknown page. */
function playRestricted(...events: readonly Played[]) {
  return playFrom({ ...initialSigningState, isRestricted: true }, events)
}

function playFrom(start: SigningState, events: readonly Played[]) {
  let state = start
  let last: readonly SigningEffect[] = []
  const all: SigningEffect[] = []
  for (const event of events) {
    const next = reduceSigning(state, typeof event === 'function' ? event(state.taskId) : event)
    state = next.state
    last = next.effects
    all.push(...next.effects)
  }
  const of = <Type extends SigningEffect['type']>(type: Type) =>
    all.filter((effect): effect is Extract<SigningEffect, { type: Type }> => effect.type === type)
  return {
    state,
    last,
    phase: state.screen.phase,
    settled: of('settle').map(({ call, outcome }) => [call, outcome.ok ? outcome.value : outcome.error.code]),
    stages: of('stage').map(({ name }) => name),
    effects: all.map(({ type }) => type),
  }
}

const failed = (error: OpenKeyError) => (taskId: number) => ({ type: 'taskFailed', taskId, error }) as const
const signedIn = (taskId: number) => ({ type: 'signedIn', taskId }) as const
const codeSent = (taskId: number) => ({ type: 'codeSent', taskId }) as const
const loaded = (taskId: number) => ({ type: 'accountLoaded', taskId, signer, review, canOfferPasskey: true }) as const
const signDone = (taskId: number) => ({ type: 'signed', taskId, value: signed }) as const
const continued = (taskId: number) => ({ type: 'continued', taskId, value: signed }) as const
const connected = (taskId: number) => ({ type: 'continued', taskId, value: account }) as const
const toCode = [
  { type: 'emailChosen' },
  { type: 'emailSubmitted', email: 'ada@example.com' },
  codeSent,
  { type: 'codeSubmitted', code: '123456' },
] as const

const anyError = fc.constantFrom(
  ...[unreachable, rejected, expired, mismatch, new OpenKeyError('rate_limited', 'Slow.')],
  ...[wants('window'), wants('passkey'), new OpenKeyError('user_rejected', 'Closed.')],
)
const aFew = fc.nat(6)
const preparation = fc.oneof(
  fc.constantFrom(returning, wanting('passkey'), wanting('passkey', true), wider, windowRequired),
  fc.record({ kind: fc.constant('unknownUser' as const), isSignedIn: fc.boolean(), isUnknownOrigin: fc.boolean() }),
  fc.record({ kind: fc.constant('failed' as const), error: anyError }),
)
/** Anything that can happen, given the number of the last call and of the current step. */
const anyEvent: fc.Arbitrary<(call: number, taskId: number) => SigningEvent> = fc.oneof(
  fc.constant((call: number) => connectCalled(call)),
  fc.constant((call: number) => signCalled(call)),
  fc.constant((call: number) => narrowableCalled(call)),
  fc.constant(() => narrowed),
  aFew.map((back) => (call: number) => cancelled(`request-${call - back}`)),
  fc.constant(() => ({ type: 'channelClosed', error: new OpenKeyError('channel_closed', 'Gone.') }) as const),
  fc
    .constantFrom(
      'passkeyChosen',
      'emailChosen',
      'codeRequested',
      'wentBack',
      'accountConfirmed',
      'otherAccountChosen',
      'passkeyAccepted',
      'passkeyDeclined',
      'signPressed',
      'windowChosen',
      'retried',
    )
    .map((type) => () => ({ type }) as const),
  fc.constant(() => ({ type: 'emailSubmitted', email: 'ada@example.com' }) as const),
  fc.constant(() => ({ type: 'codeSubmitted', code: '123456' }) as const),
  fc.constantFrom('declined', 'closed', 'escape').map((how) => () => ({ type: 'dismissed', how }) as const),
  fc.tuple(aFew, preparation).map(
    ([back, found]) =>
      (call: number) =>
        prepared(call - back, found),
  ),
  fc
    .tuple(
      fc.constantFrom(
        codeSent,
        signedIn,
        loaded,
        signDone,
        continued,
        connected,
        (taskId: number) => ({ type: 'passkeyAdded', taskId }) as const,
        (taskId: number) => ({ type: 'doneElapsed', taskId }) as const,
      ),
      fc.constantFrom(0, 0, 0, 1),
    )
    .map(
      ([make, late]) =>
        (_: number, taskId: number) =>
          make(taskId - late),
    ),
  anyError.map((cause) => (_: number, taskId: number) => failed(cause)(taskId)),
)

describe('reduceSigning', () => {
  test('answers a known user of an approved origin without a screen', () => {
    const { phase, settled, stages, effects } = play(connectCalled(1), prepared(1, returning))
    expect({ phase, settled, stages, effects }).toEqual({
      phase: 'idle',
      settled: [[1, account]],
      stages: [],
      effects: ['prepare', 'settle'],
    })
  })

  test('S10: continues a request for something new in a window, from the frame of an unknown page', () => {
    for (const preparation of [windowRequired, wider]) {
      const start = [signCalled(1), prepared(1, preparation)] as const
      expect(playRestricted(...start)).toMatchObject({ phase: 'openWindow', settled: [], stages: ['waiting'] })
      expect(playRestricted(...start, { type: 'signPressed' })).toMatchObject({ phase: 'openWindow', settled: [] })
      expect(playRestricted(...start, { type: 'windowChosen' }, continued).settled).toEqual([[1, signed]])
    }
  })

  test('S10: lets the user approve a repeat in the frame of an unknown page, without renewing the approval', () => {
    const { settled } = playRestricted(signCalled(1), prepared(1, returning), { type: 'signPressed' }, signDone)
    expect(settled).toEqual([[1, signed]])
    const connect = playRestricted(connectCalled(1), prepared(1, returning))
    expect(connect).toMatchObject({ settled: [[1, account]], effects: ['prepare', 'settle'] })
  })

  test('S10: has no sign-in in the frame of an unknown page, whatever ends there', () => {
    const start = [signCalled(1), prepared(1, returning), { type: 'signPressed' }] as const
    expect(playRestricted(...start, failed(expired), failed(expired)).phase).toBe('openWindow')
    expect(playRestricted(...start, failed(expired), loaded).phase).toBe('review')
    expect(playRestricted(...start, failed(new OpenKeyError('unauthorized', 'Too old.'))).phase).toBe('openWindow')
    expect(playRestricted(signCalled(1), prepared(1, wanting('passkey', true)), { type: 'wentBack' }).phase).toBe(
      'openWindow',
    )
  })

  test('continues in the window that a connect left open, and asks for another if that one is closed', () => {
    const start = [connectCalled(1), prepared(1, windowRequired), { type: 'windowChosen' }, connected] as const
    const next = playRestricted(...start, signCalled(2), prepared(2, windowRequired))
    expect(next).toMatchObject({ phase: 'continued' })
    expect(next.last.at(-1)).toMatchObject({ type: 'continueInWindow', isReused: true })
    const gone = new OpenKeyError('popup_blocked', 'Gone.')
    expect(playRestricted(...start, signCalled(2), prepared(2, windowRequired), failed(gone))).toMatchObject({
      phase: 'openWindow',
      settled: [[1, account]],
    })
  })

  test('S10: has a passkey asked for what wants one, or a window', () => {
    const start = [signCalled(1), prepared(1, wanting('passkey'))] as const
    expect(play(...start, { type: 'signPressed' }).last.at(-1)).toMatchObject({ type: 'sign', method: 'passkey' })
    expect(play(...start, { type: 'windowChosen' }, continued)).toMatchObject({ phase: 'done', settled: [[1, signed]] })
  })

  test.each([
    ['the prompt was closed', new OpenKeyError('user_rejected', 'Closed.'), 'approval_cancelled'],
    ['the browser has none here', new OpenKeyError('passkey_unavailable', 'None.'), 'approval_failed'],
    ['the endpoint did not accept it', wants('passkey'), 'approval_failed'],
  ] as const)('stays at the review when no passkey approved: %s', (_, error, notice) => {
    const start = [signCalled(1), prepared(1, wanting('passkey')), { type: 'signPressed' }, failed(error)] as const
    expect(play(...start).state.screen).toMatchObject({ phase: 'review', notice })
    expect(play(...start).settled).toEqual([])
    expect(play(...start, { type: 'signPressed' }, signDone).settled).toEqual([[1, signed]])
    expect(play(...start, { type: 'dismissed', how: 'declined' }).settled).toEqual([[1, 'user_rejected']])
  })

  test('reports a rejection that requires a passkey as one of the endpoint if policy requires none', () => {
    const { phase, settled } = play(
      signCalled(1),
      prepared(1, returning),
      { type: 'signPressed' },
      failed(wants('passkey')),
      { type: 'dismissed', how: 'closed' },
    )
    expect({ phase, settled }).toEqual({ phase: 'idle', settled: [[1, 'key_endpoint_rejected']] })
  })

  test('lets a user whose session has ended sign in another way than by the passkey', () => {
    const ended = play(signCalled(1), prepared(1, wanting('passkey', true)), { type: 'wentBack' })
    expect(ended.state.screen).toMatchObject({ phase: 'welcome', notice: 'session_ended', flow: { isSignedIn: false } })
    expect(play(signCalled(1), prepared(1, wanting('passkey')), { type: 'wentBack' }).phase).toBe('review')
  })

  test.each(['window', 'passkey'] as const)('S17: leads on where a code does not open the account: %s', (required) => {
    const start = [signCalled(1), prepared(1, unknownUser), ...toCode, failed(wants(required))] as const
    expect(play(...start)).toMatchObject({ state: { screen: { phase: 'codeRefused', required } }, settled: [] })
    expect(play(...start).last).toContainEqual({ type: 'prefetchPasskeyOptions' })
    expect(play(...start, { type: 'windowChosen' }, continued).settled).toEqual([[1, signed]])
    expect(play(...start, { type: 'passkeyChosen' }, signedIn, loaded)).toMatchObject({ phase: 'review' })
    expect(play(...start, { type: 'wentBack' })).toMatchObject({ phase: 'welcome' })
    expect(play(...start, { type: 'dismissed', how: 'declined' }).settled).toEqual([[1, 'user_rejected']])
  })

  test('S8: leaves a call of an unknown page open that turns out to be too late once its user is known', () => {
    const late = new OpenKeyError('siwe_expired', 'Too late.')
    const start = [signCalled(1), prepared(1, { ...anonymous, isSignedIn: true }), failed(late)] as const
    expect(play(...start)).toMatchObject({ phase: 'problem', settled: [] })
    expect(play(...start, { type: 'dismissed', how: 'closed' }).settled).toEqual([[1, 'user_rejected']])
  })

  test('reports to an unknown page the outcome of a signature that its user approved', () => {
    const late = new OpenKeyError('siwe_expired', 'Too late.')
    const start = [
      signCalled(1),
      prepared(1, { ...anonymous, isSignedIn: true }),
      loaded,
      { type: 'signPressed' },
    ] as const
    expect(play(...start, failed(late))).toMatchObject({ phase: 'refused', settled: [[1, 'siwe_expired']] })
    expect(play(...start, signDone).stages).toEqual(['waiting', 'signing', 'done'])
  })

  test.each([true, false])(
    'S8: counts a withdrawn request of an unknown page whatever is on screen, signed in: %s',
    (isSignedIn) => {
      const swap = play(
        connectCalled(1),
        prepared(1, { ...anonymous, isSignedIn }),
        cancelled('request-1'),
        connectCalled(2),
        prepared(2, { ...anonymous, isSignedIn }),
      )
      expect(swap.effects.filter((type) => type === 'declined')).toHaveLength(1)
    },
  )

  test('S8: settles no call of an unknown page with what depends on the account', () => {
    const start = [signCalled(1), prepared(1, { ...anonymous, isSignedIn: true })] as const
    for (const error of [mismatch, new OpenKeyError('key_not_found', 'None.')]) {
      const wrong = play(...start, failed(error))
      expect(wrong).toMatchObject({ phase: 'wrongAccount', settled: [], stages: ['waiting'] })
      const left = reduceSigning(wrong.state, { type: 'dismissed', how: 'closed' })
      expect(left.effects[0]).toMatchObject({
        outcome: { error: { code: 'user_rejected', details: { how: 'closed' } } },
      })
      expect(reduceSigning(wrong.state, { type: 'otherAccountChosen' }).state.screen.phase).toBe('welcome')
    }
    const onDismissed = { type: 'dismissed', how: 'declined' } as const
    expect(play(...start, failed(rejected), onDismissed).settled).toEqual([[1, 'user_rejected']])
    expect(play(...start, failed(unreachable), onDismissed).settled).toEqual([[1, 'key_endpoint_unreachable']])
  })

  test('settles with a wrong account when the user of a trusted page leaves', () => {
    const start = [
      signCalled(1),
      prepared(1, unknownUser),
      { type: 'passkeyChosen' },
      signedIn,
      failed(mismatch),
    ] as const
    expect(play(...start)).toMatchObject({ phase: 'wrongAccount', settled: [] })
    expect(play(...start, { type: 'dismissed', how: 'declined' }).settled).toEqual([[1, 'address_mismatch']])
  })

  test('uses an existing session at once in a window, which reveals nothing to the page', () => {
    const signedInHere = { ...anonymous, isSignedIn: true } as const
    expect(play(signCalled(1), prepared(1, signedInHere), loaded)).toMatchObject({
      phase: 'review',
      stages: ['waiting'],
    })
    expect(play(connectCalled(1), prepared(1, signedInHere), loaded)).toMatchObject({ phase: 'confirm', settled: [] })
  })

  test('S19: marks a request that replaces one the user is deciding on, and counts that one as declined', () => {
    const swap = (withinMs: number) =>
      play(
        signCalled(1),
        prepared(1, returning),
        cancelled('request-1', 1_000),
        signCalled(2),
        prepared(2, returning, 1_000 + withinMs),
      )
    expect(swap(10_000).state.screen).toMatchObject({ phase: 'review', flow: { isReplacement: true } })
    expect(swap(10_000).effects).toContain('declined')
    expect(swap(10_001).state.screen).toMatchObject({ phase: 'review', flow: { isReplacement: false } })
    expect(swap(10_001).effects).not.toContain('declined')
  })

  test('S8: shows and tells the same before the first press, whoever is signed in', () => {
    const stranger = play(connectCalled(1), prepared(1, unknownUser))
    const known = play(connectCalled(1), prepared(1, { ...unknownUser, isSignedIn: true }))
    expect(known.last).toEqual(stranger.last)
    expect([known.phase, known.stages]).toEqual(['welcome', ['waiting']])
    const press = { type: 'passkeyChosen' } as const
    expect(reduceSigning(known.state, press).effects[0]).toEqual(reduceSigning(stranger.state, press).effects[0])
  })

  test('asks a signed-in user before it shares the account', () => {
    const events = [
      connectCalled(1),
      prepared(1, { ...unknownUser, isSignedIn: true }),
      { type: 'passkeyChosen' },
      loaded,
    ] as const
    expect(play(...events)).toMatchObject({ phase: 'confirm', settled: [] })
    expect(play(...events, { type: 'accountConfirmed' })).toMatchObject({ phase: 'done', settled: [[1, account]] })
    expect(play(...events, { type: 'otherAccountChosen' })).toMatchObject({ phase: 'welcome', settled: [] })
  })

  test('signs in by email code, offers a passkey once, and replies with or without it', () => {
    const start = [connectCalled(1), prepared(1, unknownUser), ...toCode, signedIn, loaded] as const
    expect(play(...start)).toMatchObject({ phase: 'offer', stages: ['waiting', 'authenticating'] })
    expect(play(...start, { type: 'passkeyDeclined' }).settled).toEqual([[1, account]])
    expect(play(...start, { type: 'passkeyAccepted' }, failed(rejected))).toMatchObject({ phase: 'offer', settled: [] })
    expect(play(...start, { type: 'passkeyAccepted' }, (taskId) => ({ type: 'passkeyAdded', taskId })).settled).toEqual(
      [[1, account]],
    )
  })

  test('keeps the form open after a wrong code, and the call with it', () => {
    const { state, settled } = play(connectCalled(1), prepared(1, unknownUser), ...toCode, failed(rejected))
    expect(state.screen).toMatchObject({ phase: 'code', email: 'ada@example.com', isBusy: false, notice: 'wrong_code' })
    expect(settled).toEqual([])
  })

  test('does not report a rejected proof of possession as a wrong code, address or passkey', () => {
    const unproven = new OpenKeyError('key_endpoint_rejected', 'No.', { details: { status: 401, field: 'DPoP' } })
    const toEmail = [{ type: 'emailChosen' }, { type: 'emailSubmitted', email: 'ada@example.com' }] as const
    for (const steps of [toCode, toEmail, [{ type: 'passkeyChosen' } as const]]) {
      const problem = play(connectCalled(1), prepared(1, unknownUser), ...steps, failed(unproven))
      expect(problem).toMatchObject({ phase: 'problem', settled: [] })
      expect(
        play(connectCalled(1), prepared(1, unknownUser), ...steps, failed(unproven), {
          type: 'dismissed',
          how: 'closed',
        }),
      ).toMatchObject({ settled: [[1, 'key_endpoint_rejected']] })
    }
  })

  test('goes back to the first screen when the passkey prompt was closed', () => {
    const closed = new OpenKeyError('user_rejected', 'Closed.')
    const { state } = play(connectCalled(1), prepared(1, unknownUser), { type: 'passkeyChosen' }, failed(closed))
    expect(state.screen).toMatchObject({ phase: 'welcome', notice: 'passkey_cancelled' })
  })

  test('answers concurrent connects together, each with its chain', () => {
    const { settled } = play(
      connectCalled(1, 1),
      prepared(1, unknownUser),
      connectCalled(2, 10),
      { type: 'passkeyChosen' },
      signedIn,
      loaded,
    )
    expect(settled).toEqual([
      [1, account],
      [2, { ...account, chainId: 10 }],
    ])
  })

  test('refuses a second signature as busy, and no connect', () => {
    const { state, settled } = play(
      signCalled(1),
      prepared(1, returning),
      signCalled(2),
      connectCalled(3),
      prepared(3, returning),
      connectCalled(4),
      prepared(4, unknownUser),
    )
    expect(settled).toEqual([
      [2, 'busy'],
      [3, account],
    ])
    expect(state).toMatchObject({ screen: { phase: 'review' }, waiting: [{ kind: 'connect', id: 4 }] })
  })

  test('looks afresh at what waited once the screen is free', () => {
    const { last, phase } = play(signCalled(1), prepared(1, returning), connectCalled(2), prepared(2, unknownUser), {
      type: 'dismissed',
      how: 'declined',
    })
    expect(phase).toBe('idle')
    expect(last.map(({ type }) => type)).toEqual(['settle', 'declined', 'abort', 'prepare'])
  })

  test('signs after one press, and shows that it is done', () => {
    const { settled, stages, phase } = play(signCalled(1), prepared(1, returning), { type: 'signPressed' }, signDone)
    expect({ settled, stages, phase }).toEqual({
      settled: [[1, signed]],
      stages: ['reviewing', 'signing', 'done'],
      phase: 'done',
    })
  })

  test('S19: settles with what the user takes away, which is no decline, and the next request no replacement', () => {
    const start = [narrowableCalled(1), prepared(1, returning), narrowed] as const
    const { phase, settled, stages, effects } = play(...start)
    expect({ phase, settled, stages }).toEqual({
      phase: 'done',
      settled: [[1, narrowing]],
      stages: ['reviewing', 'done'],
    })
    expect(effects.filter((type) => ['declined', 'approve', 'sign'].includes(type))).toEqual([])
    const next = play(...start, narrowableCalled(2), prepared(2, returning, 1))
    expect(next.state.screen).toMatchObject({ phase: 'review', flow: { isReplacement: false } })
    expect(next.settled).toEqual([[1, narrowing]])
  })

  test('ignores a choice that the host did not ask for', () => {
    expect(play(signCalled(1), prepared(1, returning), narrowed)).toMatchObject({ phase: 'review', settled: [] })
  })

  test('S8: ignores a choice about the request of an unknown page', () => {
    const start = [narrowableCalled(1), prepared(1, { ...anonymous, isSignedIn: true }), loaded] as const
    const shown = play(...start)
    expect(shown.state.screen).toMatchObject({ phase: 'review', flow: { isUnknownOrigin: true } })
    expect(play(...start, narrowed)).toMatchObject({ phase: 'review', settled: [], stages: ['waiting'] })
  })

  test('passes a choice in the window on, and uses the same window for the next request', () => {
    const chosen = (taskId: number) => ({ type: 'continued', taskId, value: narrowing }) as const
    const start = [narrowableCalled(1), prepared(1, windowRequired), { type: 'windowChosen' }, chosen] as const
    expect(play(...start)).toMatchObject({ phase: 'done', settled: [[1, narrowing]], state: { hasWindow: true } })
    const next = playRestricted(...start, narrowableCalled(2), prepared(2, windowRequired))
    expect(next.last).toContainEqual(expect.objectContaining({ type: 'continueInWindow', isReused: true }))
  })

  test('settles a refusal at once and keeps its screen until it was read', () => {
    const { state, settled, effects } = play(signCalled(1), prepared(1, { kind: 'failed', error: misplaced }))
    expect(settled).toEqual([[1, 'domain_mismatch']])
    expect(state.screen.phase).toBe('refused')
    expect(effects).not.toContain('dismiss')
    const next = reduceSigning(state, { type: 'dismissed', how: 'closed' })
    expect(next.effects).toContainEqual({ type: 'dismiss', requestIds: ['request-1'] })
    expect(next.state.calls).toEqual([])
  })

  test('keeps a call open behind a problem of the endpoint, and settles with it when the user leaves', () => {
    const start = [signCalled(1), prepared(1, returning), { type: 'signPressed' }, failed(unreachable)] as const
    expect(play(...start)).toMatchObject({ phase: 'problem', settled: [] })
    expect(play(...start, { type: 'retried' }, signDone).settled).toEqual([[1, signed]])
    expect(play(...start, { type: 'dismissed', how: 'closed' }).settled).toEqual([[1, 'key_endpoint_unreachable']])
  })

  test('signs in again in place, once, and goes on with the same review', () => {
    const ended = [signCalled(1), prepared(1, returning), { type: 'signPressed' }, failed(expired)] as const
    const start = [...ended, failed(expired)] as const
    expect(play(...start).state.screen).toMatchObject({ phase: 'welcome', notice: 'session_ended' })
    const again = [...start, { type: 'passkeyChosen' }, signedIn, loaded] as const
    expect(play(...again)).toMatchObject({ phase: 'review', settled: [] })
    expect(play(...again, { type: 'signPressed' }, failed(expired))).toMatchObject({ phase: 'problem', settled: [] })
    const recalled = (taskId: number) => ({ ...loaded(taskId), ...wanting('passkey', true) }) as const
    expect(play(...ended, recalled, { type: 'signPressed' }, signDone)).toMatchObject({ settled: [[1, signed]] })
  })

  test.each(['declined', 'closed', 'escape'] as const)('settles as rejected by the user: %s', (how) => {
    const { state } = play(signCalled(1), prepared(1, returning))
    expect(reduceSigning(state, { type: 'dismissed', how }).effects).toMatchObject([
      { type: 'settle', call: 1, outcome: { error: { code: 'user_rejected', details: { how } } } },
      { type: 'declined' },
      { type: 'abort' },
      { type: 'dismiss', requestIds: ['request-1'] },
    ])
  })

  test('S19: removes the request from the frame before the window gets it, and passes its reply on', () => {
    const start = [signCalled(1), prepared(1, returning), { type: 'windowChosen' }] as const
    const { phase, last, state } = play(...start)
    expect({ phase, last }).toEqual({
      phase: 'continued',
      last: [
        { type: 'stage', requestIds: ['request-1'], name: 'waiting' },
        { type: 'abort' },
        {
          type: 'continueInWindow',
          taskId: state.taskId,
          request: { kind: 'sign', id: 1, message: 'bytes', keyId: undefined },
          requestId: 'request-1',
          chainId: 1,
          isReused: false,
        },
      ],
    })
    expect(play(...start, { type: 'signPressed' })).toMatchObject({ phase: 'continued', settled: [] })
    expect(play(...start, continued)).toMatchObject({ phase: 'done', settled: [[1, signed]] })
  })

  test('answers every connect with the chain it asked for when a window answers one', () => {
    const { phase, settled } = play(
      connectCalled(1),
      prepared(1, unknownUser),
      connectCalled(2, 10),
      { type: 'windowChosen' },
      connected,
    )
    expect({ phase, settled }).toEqual({
      phase: 'done',
      settled: [
        [1, account],
        [2, { ...account, chainId: 10 }],
      ],
    })
  })

  test('S8: reports the same about a window, whoever is signed in', () => {
    const chosen = (isSignedIn: boolean) =>
      play(connectCalled(1), prepared(1, { ...unknownUser, isSignedIn }), { type: 'windowChosen' })
    expect(chosen(true).stages).toEqual(['waiting'])
    expect(chosen(true).last).toEqual(chosen(false).last)
  })

  test('explains a window that could not be, and passes on what was said in one', () => {
    const start = [signCalled(1), prepared(1, returning), { type: 'windowChosen' }] as const
    const ended = (code: 'user_rejected' | 'popup_blocked' | 'opener_severed' | 'channel_closed') =>
      play(...start, failed(new OpenKeyError(code, 'Over.')))
    const closed = new OpenKeyError('user_rejected', 'Closed.', { details: { how: 'window_closed' } })
    expect(play(...start, failed(closed)).effects).toContain('declined')
    expect(ended('user_rejected').effects).not.toContain('declined')
    expect(ended('user_rejected')).toMatchObject({ phase: 'idle', settled: [[1, 'user_rejected']] })
    expect(play(...start, failed(unreachable))).toMatchObject({ phase: 'idle', settled: [[1, unreachable.code]] })
    expect(ended('opener_severed')).toMatchObject({ phase: 'refused', settled: [[1, 'opener_severed']] })
    expect(ended('channel_closed')).toMatchObject({ phase: 'refused', settled: [[1, 'channel_closed']] })
    expect(ended('popup_blocked')).toMatchObject({ phase: 'problem', settled: [] })
    const blocked = [...start, failed(new OpenKeyError('popup_blocked', 'None.'))] as const
    expect(play(...blocked, { type: 'retried' }, continued).settled).toEqual([[1, signed]])
    expect(play(...blocked, { type: 'dismissed', how: 'declined' }).settled).toEqual([[1, 'popup_blocked']])
  })

  test('withdraws a request the host gave up, without asking it to hide the frame', () => {
    const { phase, settled, last } = play(signCalled(1), prepared(1, returning), cancelled('request-1'))
    expect({ phase, settled, last: last.map(({ type }) => type) }).toEqual({
      phase: 'idle',
      settled: [[1, 'aborted']],
      last: ['settle', 'abort'],
    })
  })

  test('keeps the screen for the other calls when one of several connects is withdrawn', () => {
    const { phase, settled } = play(
      connectCalled(1),
      prepared(1, unknownUser),
      connectCalled(2),
      cancelled('request-1'),
    )
    expect({ phase, settled }).toEqual({ phase: 'welcome', settled: [[1, 'aborted']] })
  })

  test('never answers a request with what came of the one before', () => {
    const first = play(signCalled(1), prepared(1, returning), { type: 'signPressed' })
    const stale = { type: 'signed', taskId: first.state.taskId, value: signed } as const
    const { phase, settled } = play(
      signCalled(1),
      prepared(1, returning),
      { type: 'signPressed' },
      { type: 'dismissed', how: 'closed' },
      signCalled(2),
      prepared(2, returning),
      { type: 'signPressed' },
      stale,
    )
    expect({ phase, settled }).toEqual({ phase: 'signing', settled: [[1, 'user_rejected']] })
  })

  test('S13: settles every call exactly once, whatever happens in whatever order', () => {
    fc.assert(
      fc.property(fc.array(anyEvent, { maxLength: 60, size: 'max' }), (makers) => {
        let state: SigningState = initialSigningState
        let call = 0
        const asked = new Set<number>()
        const settled: number[] = []
        const feed = (next: SigningEvent) => {
          const result = reduceSigning(state, next)
          state = result.state
          for (const effect of result.effects) {
            if (effect.type === 'settle') settled.push(effect.call)
            // A window is opened for a press, and for nothing else.
            if (effect.type === 'continueInWindow' && !effect.isReused) {
              expect(['windowChosen', 'retried']).toContain(next.type)
            }
          }
        }
        for (const make of makers) {
          const next = make(call + 1, state.taskId)
          if (next.type === 'connectCalled' || next.type === 'signCalled') {
            call += 1
            asked.add(call)
          }
          feed(next)
          const open = [
            ...(isFree(state.screen) ? [] : [requestOf(state.screen)]),
            ...state.preparing,
            ...state.waiting,
          ]
          for (const { request } of state.calls) {
            expect(open.filter((candidate) => candidate?.id === request)).toHaveLength(1)
          }
          for (const request of open) expect(state.calls.some((held) => held.request === request?.id)).toBe(true)
          if (state.screen.phase === 'idle' && state.preparing.length === 0) expect(state.waiting).toEqual([])
          expect(new Set([...settled, ...state.calls.map(({ id }) => id)])).toEqual(asked)
        }
        feed({ type: 'channelClosed', error: new OpenKeyError('channel_closed', 'Gone.') })
        expect(settled.toSorted((a, b) => a - b)).toEqual([...asked])
      }),
      { numRuns: 500 },
    )
  })

  /** Feeds what `makers` make, one call after the other, and hands each transition to `look`. */
  function feedAll(
    start: SigningState,
    makers: readonly ((call: number, taskId: number) => SigningEvent)[],
    look: (event: SigningEvent, before: SigningState, effects: readonly SigningEffect[]) => void,
  ) {
    let state = start
    let call = 0
    for (const make of makers) {
      const event = make(call + 1, state.taskId)
      if (event.type === 'connectCalled' || event.type === 'signCalled') call += 1
      const result = reduceSigning(state, event)
      look(event, state, result.effects)
      state = result.state
    }
  }

  test('S10: grants nothing new in the frame of an unknown page, whatever happens in whatever order', () => {
    const start = { ...initialSigningState, isRestricted: true }
    const grants = [
      'approve',
      'usePasskey',
      'sendCode',
      'useCode',
      'addPasskey',
      'signOut',
      'prefetchPasskeyOptions',
      'loadAccess',
    ]
    const knowing = fc.array(anyEvent, { maxLength: 60, size: 'max' })
    fc.assert(
      fc.property(knowing, (makers) => {
        feedAll(start, makers, (event, { screen }, effects) => {
          // What prepares a request never lets an unknown page's frame sign anybody in.
          if (event.type === 'prepared' && event.preparation.kind === 'unknownUser') return
          for (const effect of effects) {
            expect(grants).not.toContain(effect.type)
            if (effect.type !== 'sign') continue
            expect(screen.phase === 'review' || screen.phase === 'problem').toBe(true)
            const flow = screen.phase === 'review' ? screen.flow : undefined
            if (flow) expect(flow.review.isRepeat).toBe(true)
          }
        })
      }),
      { numRuns: 500 },
    )
  })

  test('S8: reports only waiting and outcomes that hold for every account to an unknown page, until its user approves', () => {
    const anonymousOnly = fc.oneof(
      {
        weight: 1,
        arbitrary: fc.tuple(fc.nat(2), fc.boolean()).map(
          ([back, isSignedIn]) =>
            (call: number) =>
              prepared(call - back, { ...anonymous, isSignedIn }),
        ),
      },
      { weight: 4, arbitrary: anyEvent },
    )
    const allowed = [
      'user_rejected',
      'aborted',
      'busy',
      'channel_closed',
      'popup_blocked',
      'opener_severed',
      'key_endpoint_unreachable',
    ]
    fc.assert(
      fc.property(fc.array(anonymousOnly, { maxLength: 60, size: 'max' }), (makers) => {
        feedAll(initialSigningState, makers, (event, { screen }, effects) => {
          const flow = 'flow' in screen ? screen.flow : screen.phase === 'problem' ? screen.back.flow : undefined
          if (!flow?.isUnknownOrigin || event.type === 'prepared' || event.type === 'signPressed') return
          // What a window says has been decided there.
          if (screen.phase === 'continued') return
          const isApproved = effects.some(({ type }) => type === 'approve')
          for (const effect of effects) {
            if (effect.type === 'stage')
              expect(effect.name === 'waiting' || (effect.name === 'done' && isApproved)).toBe(true)
            if (effect.type !== 'settle' || isApproved) continue
            expect(allowed).toContain(effect.outcome.ok ? 'an account' : effect.outcome.error.code)
            // That a call settles by itself would tell that somebody is signed in.
            expect(['dismissed', 'cancelled', 'channelClosed', 'signCalled']).toContain(event.type)
          }
        })
      }),
      { numRuns: 500 },
    )
  })
})
