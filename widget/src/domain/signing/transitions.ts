import { type Account, type Narrowing, OpenKeyError, type SignedSiwe } from '@openkey/protocol'
import type { Review } from '../review/review.ts'
import type { SigningEffect } from './signingEffect.ts'
import {
  type Call,
  type Flow,
  type Notice,
  type Outcome,
  type PendingRequest,
  type RetryableScreen,
  requestOf,
  type ScreenOf,
  type SelectedKey,
  type SigningScreen,
  type SigningState,
} from './signingState.ts'

export type Transition = { readonly state: SigningState; readonly effects: readonly SigningEffect[] }

/** Ignores the event. */
export function unchanged(state: SigningState): Transition {
  return { state, effects: [] }
}

/** Applies `next` to the state of `transition`, and concatenates the effects. */
export function andThen(transition: Transition, next: (state: SigningState) => Transition): Transition {
  const { state, effects } = next(transition.state)
  return { state, effects: [...transition.effects, ...effects] }
}

/** Shows a screen that waits for the user. Results of an earlier task become stale. */
export function show(state: SigningState, screen: SigningScreen): Transition {
  return { state: { ...state, screen, taskId: state.taskId + 1 }, effects: [{ type: 'abort' }] }
}

/** Shows a screen that waits for one effect. */
export function startTask(
  state: SigningState,
  screen: SigningScreen,
  effect: (taskId: number) => SigningEffect,
): Transition {
  const shown = show(state, screen)
  return { state: shown.state, effects: [...shown.effects, effect(shown.state.taskId)] }
}

/** Adds an effect. */
export function withEffect(transition: Transition, effect: SigningEffect): Transition {
  return { state: transition.state, effects: [...transition.effects, effect] }
}

/** The first screen, the same for a known and an unknown user (S8). A restricted frame has no sign-in. */
export function showWelcome(state: SigningState, flow: Flow, notice?: Notice): Transition {
  if (state.isRestricted) return askInWindow(state, flow)
  return withEffect(show(state, { phase: 'welcome', flow, notice }), { type: 'prefetchPasskeyOptions' })
}

/** S10: continues the request in a window: in the one that is open, or in one that the user opens. */
export function askInWindow(state: SigningState, flow: Flow): Transition {
  const unknown = { ...flow, isSignedIn: false, isUnknownOrigin: true }
  return state.hasWindow
    ? continueInWindow(state, unknown, { isReused: true })
    : show(state, { phase: 'openWindow', flow: unknown })
}

/**
 * Continues in a window. The request leaves this frame before the window exists, so that the user can approve it in one
 * place only (S19). `isReused`: in the window of the previous request, because there was no press.
 */
export function continueInWindow(
  state: SigningState,
  { request, isSignedIn, isRenewed, isUnknownOrigin, isReplacement }: Flow,
  { isReused = false } = {},
): Transition {
  const call = state.calls.find((candidate) => candidate.request === request.id)
  if (call === undefined) return unchanged(state)
  const { requestId, chainId = 1 } = call
  const flow = { request, isSignedIn, isRenewed, isUnknownOrigin, isReplacement }
  return startTask(state, { phase: 'continued', flow, isReused }, (taskId) => ({
    type: 'continueInWindow',
    taskId,
    request,
    requestId,
    chainId,
    isReused,
  }))
}

export function loadAccount(state: SigningState, flow: Flow, next: ScreenOf<'account'>['next']): Transition {
  const { request } = flow
  return startTask(state, { phase: 'account', flow, next }, (taskId) => ({
    type: 'loadAccount',
    taskId,
    request,
    next,
  }))
}

/** Settles and removes the calls that `isMeant` selects. */
export function settleCalls(
  state: SigningState,
  isMeant: (call: Call) => boolean,
  outcomeOf: (call: Call) => Outcome,
): Transition {
  return {
    state: { ...state, calls: state.calls.filter((call) => !isMeant(call)) },
    effects: state.calls.filter(isMeant).map((call) => ({ type: 'settle', call: call.id, outcome: outcomeOf(call) })),
  }
}

export function settle(state: SigningState, request: PendingRequest, outcome: Outcome): Transition {
  return settleCalls(state, isOf(request), () => outcome)
}

/** Resolves each call with the key and the chain that it requested. */
export function settleConnect(
  state: SigningState,
  request: PendingRequest,
  signer: Pick<Account, 'keyId' | 'address'>,
): Transition {
  const { keyId, address } = signer
  return settleCalls(state, isOf(request), ({ chainId = 1 }) => ({ ok: true, value: { address, chainId, keyId } }))
}

export function fail(state: SigningState, request: PendingRequest, error: OpenKeyError): Transition {
  return settle(state, request, { ok: false, error })
}

/** Rejects the calls, and explains the error until the user closes the screen. */
export function refuse(state: SigningState, request: PendingRequest, error: OpenKeyError): Transition {
  const requestIds = requestIdsOf(state, request)
  return andThen(fail(state, request, error), (next) => show(next, { phase: 'refused', request, requestIds, error }))
}

/** The brief screen of a request that `answer` settles. */
export function showDone(
  state: SigningState,
  request: PendingRequest,
  answer: (state: SigningState) => Transition,
  isNarrowed = false,
): Transition {
  const requestIds = requestIdsOf(state, request)
  const done = startTask(state, { phase: 'done', request, requestIds, isNarrowed }, (taskId) => ({
    type: 'linger',
    taskId,
  }))
  return andThen(done, answer)
}

/** Settles a signature request with what the user decided, and shows that briefly. */
export function showDecided(state: SigningState, request: PendingRequest, value: SignedSiwe | Narrowing): Transition {
  const answer = (next: SigningState) => settle(next, request, { ok: true, value })
  return showDone(state, request, answer, 'removed' in value)
}

export function requestIdsOf({ calls }: Pick<SigningState, 'calls'>, request: PendingRequest): readonly string[] {
  return calls.filter(isOf(request)).map(({ requestId }) => requestId)
}

export function userRejected(how: 'declined' | 'closed' | 'escape'): Outcome {
  return { ok: false, error: new OpenKeyError('user_rejected', 'The user rejected the request.', { details: { how } }) }
}

function isOf(request: PendingRequest): (call: Call) => boolean {
  return (call) => call.request === request.id
}

/** Ends the screen, and continues with the next waiting request if there is one. */
export function endScreen(state: SigningState): Transition {
  const ended = show(state, { phase: 'idle' })
  return andThen(ended, prepareNext)
}

/** Prepares the next waiting request again, because its needs may have changed. */
export function prepareNext(state: SigningState): Transition {
  const [next, ...waiting] = state.waiting
  if (!next) return unchanged(state)
  return {
    state: { ...state, waiting, preparing: [...state.preparing, next] },
    effects: [{ type: 'prepare', request: next }],
  }
}

/**
 * Like {@link endScreen}, after `settleFirst` has answered what was open.
 * Asks the host to hide the frame, unless another request is about to use it.
 */
export function dismissScreen(
  state: SigningState,
  settleFirst: (state: SigningState) => Transition = unchanged,
): Transition {
  const { screen } = state
  const request = requestOf(screen)
  const requestIds = 'requestIds' in screen ? screen.requestIds : request ? requestIdsOf(state, request) : []
  const ended = andThen(settleFirst(state), endScreen)
  const isNeeded = ended.state.preparing.length > 0
  return isNeeded || requestIds.length === 0 ? ended : withEffect(ended, { type: 'dismiss', requestIds })
}

/** The key to use and, for a signature, its review. */
export type KnownSigner = { readonly signer: SelectedKey; readonly review?: Review | undefined }

/** Resolves a `connect`, or shows the review of a signature. */
export function finish(state: SigningState, flow: Flow, { signer, review }: KnownSigner): Transition {
  const { request } = flow
  if (request.kind === 'connect') {
    return showDone(state, request, (next) => {
      const answered = settleConnect(next, request, signer)
      // A repeat does not renew an approval.
      return state.isRestricted ? answered : withEffect(answered, { type: 'approve', signer })
    })
  }
  if (review && state.isRestricted && !review.isRepeat) return askInWindow(state, flow)
  if (!review) return refuse(state, request, new OpenKeyError('internal', 'The review is missing.'))
  return show(state, { phase: 'review', flow: { ...flow, request, signer, review } })
}

/** Shows a failure that the user can retry or leave with. */
export function showProblem(state: SigningState, error: OpenKeyError, back: RetryableScreen): Transition {
  return show(state, { phase: 'problem', error, back })
}
