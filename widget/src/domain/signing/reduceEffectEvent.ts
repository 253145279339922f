import type { Account, OpenKeyError, SignedSiwe } from '@openkey/protocol'
import { dismissScreen, prepareNext } from './endScreen.ts'
import { finish } from './finish.ts'
import { isEndpointFailure } from './isEndpointFailure.ts'
import { isProofRefused } from './isProofRefused.ts'
import { noticeOfApproval } from './noticeOfApproval.ts'
import type { PendingRequest } from './pendingRequest.ts'
import { isFree } from './requestOf.ts'
import { fail, refuse, settle, settleConnect, showDone } from './settle.ts'
import type { EffectEvent, Preparation } from './signingEvent.ts'
import type { Flow, RetryableScreen, ScreenOf, SigningState } from './signingState.ts'
import {
  andThen,
  askInWindow,
  loadAccount,
  show,
  showWelcome,
  type Transition,
  unchanged,
  withEffect,
} from './transition.ts'

/** What the outcome of an effect changes. Outcomes of steps that were given up are ignored. */
export function reduceEffectEvent(state: SigningState, event: EffectEvent): Transition {
  if (event.type === 'prepared') return onPrepared(state, event)
  if (event.taskId !== state.taskId) return unchanged(state)
  const { screen } = state
  switch (event.type) {
    case 'codeSent':
      return onCodeSent(state)
    case 'signedIn':
      return onSignedIn(state)
    case 'accountLoaded':
      return screen.phase === 'account' ? onAccountLoaded(state, screen, event) : unchanged(state)
    case 'passkeyAdded':
      return screen.phase === 'offer' ? finish(state, screen.flow, screen) : unchanged(state)
    case 'signed': {
      if (screen.phase !== 'signing') return unchanged(state)
      const { request } = screen.flow
      return showDone(state, request, (next) => settle(next, request, { ok: true, value: event.value }))
    }
    case 'accessLoaded':
      return screen.phase === 'access'
        ? show(state, { ...screen, access: event.access, isBusy: false })
        : unchanged(state)
    case 'continued':
      return screen.phase === 'continued' ? onContinued(state, screen.flow.request, event.value) : unchanged(state)
    case 'taskFailed':
      return onTaskFailed(state, event.error)
    case 'doneElapsed':
      return screen.phase === 'done' ? dismissScreen(state) : unchanged(state)
  }
}

/** A request that needs no screen is answered at once, whatever is shown; any other waits until the screen is free. */
function onPrepared(
  before: SigningState,
  { request: id, preparation, at }: Extract<EffectEvent, { type: 'prepared' }>,
): Transition {
  const request = before.preparing.find((candidate) => candidate.id === id)
  if (!request) return unchanged(before)
  const state = { ...before, preparing: before.preparing.filter((candidate) => candidate !== request) }
  if (preparation.kind === 'ready' && request.kind === 'connect') {
    return andThen(settleConnect(state, request, preparation.signer), nextIfIdle)
  }
  if (preparation.kind === 'denied') return andThen(fail(state, request, preparation.error), nextIfIdle)
  if (preparation.kind === 'failed' && !isEndpointFailure(preparation.error)) {
    return isFree(state.screen) ? refuse(state, request, preparation.error) : fail(state, request, preparation.error)
  }
  if (!isFree(state.screen)) return unchanged({ ...state, waiting: [...state.waiting, request] })
  return showPrepared(state, request, preparation, at)
}

function nextIfIdle(state: SigningState): Transition {
  return state.screen.phase === 'idle' ? prepareNext(state) : unchanged(state)
}

/** A request within this time after a withdrawn one replaces it in front of the user, in milliseconds. */
const replacedWithinMs = 10_000

function showPrepared(
  before: SigningState,
  request: PendingRequest,
  preparation: Exclude<Preparation, { readonly kind: 'denied' }>,
  at: number,
): Transition {
  const { withdrawnAt } = before
  const state = { ...before, withdrawnAt: undefined }
  const isReplacement = withdrawnAt !== undefined && at - withdrawnAt <= replacedWithinMs
  const flow = { request, isSignedIn: true, isRenewed: false, isUnknownOrigin: false, isReplacement }
  const shown = showScreen(state, flow, preparation)
  // S19: a request that was withdrawn while the user was deciding on it counts as a decline.
  return isReplacement ? withEffect(shown, { type: 'declined' }) : shown
}

function showScreen(
  state: SigningState,
  flow: Flow,
  preparation: Exclude<Preparation, { readonly kind: 'denied' }>,
): Transition {
  switch (preparation.kind) {
    case 'ready':
      return finish(state, flow, preparation)
    case 'unknownUser': {
      const { isSignedIn, isUnknownOrigin } = preparation
      const unknownUser = { ...flow, isSignedIn, isUnknownOrigin }
      // An unknown page is served in a window only, which reveals nothing to it, so an existing session may be used at once.
      return isSignedIn && isUnknownOrigin
        ? loadAccount(state, unknownUser, 'confirm')
        : showWelcome(state, unknownUser)
    }
    case 'windowRequired':
      return askInWindow(state, flow)
    case 'failed':
      return showProblem(state, preparation.error, { phase: 'account', flow, next: 'finish' })
  }
}

function onCodeSent(state: SigningState): Transition {
  const { screen } = state
  if (screen.phase === 'email') {
    return show(state, { phase: 'code', flow: screen.flow, email: screen.email, isBusy: false })
  }
  return screen.phase === 'code' ? show(state, { ...screen, isBusy: false, notice: 'code_resent' }) : unchanged(state)
}

function onSignedIn(state: SigningState): Transition {
  const { screen } = state
  if (screen.phase === 'passkey') return loadAccount(state, { ...screen.flow, isSignedIn: true }, 'finish')
  return screen.phase === 'code' ? loadAccount(state, { ...screen.flow, isSignedIn: true }, 'offer') : unchanged(state)
}

function onAccountLoaded(
  state: SigningState,
  { flow, next }: ScreenOf<'account'>,
  { signer, review, canOfferPasskey }: Extract<EffectEvent, { type: 'accountLoaded' }>,
): Transition {
  if (next === 'confirm' && flow.request.kind === 'connect') return show(state, { phase: 'confirm', flow, signer })
  if (next === 'offer' && canOfferPasskey) return show(state, { phase: 'offer', flow, signer, review, isBusy: false })
  return finish(state, flow, { signer, review })
}

function onTaskFailed(state: SigningState, error: OpenKeyError): Transition {
  const { screen } = state
  switch (screen.phase) {
    case 'passkey':
      return onPasskeyFailed(state, screen, error)
    case 'email':
    case 'code':
      return onFormFailed(state, screen, error)
    case 'offer':
      return show(state, { ...screen, isBusy: false, failure: error })
    case 'access':
      return show(state, { ...screen, isBusy: false, failure: error })
    case 'continued':
      return onWindowFailed(state, screen, error)
    case 'account':
    case 'signing':
      return onAccountOrSigningFailed(state, screen, error)
    default:
      return unchanged(state)
  }
}

function onPasskeyFailed(state: SigningState, screen: ScreenOf<'passkey'>, error: OpenKeyError): Transition {
  const { flow } = screen
  if (error.code === 'user_rejected') return showWelcome(state, flow, 'passkey_cancelled')
  if (error.code === 'passkey_unavailable' || (error.code === 'key_endpoint_rejected' && !isProofRefused(error))) {
    return showWelcome(state, flow, 'passkey_failed')
  }
  return failOrRefuse(state, flow, error, { phase: 'welcome', flow })
}

function onFormFailed(state: SigningState, screen: ScreenOf<'email' | 'code'>, error: OpenKeyError): Transition {
  const form = { ...screen, isBusy: false }
  if (error.code === 'rate_limited') return show(state, { ...form, notice: 'slow_down' })
  if (error.code === 'key_endpoint_rejected' && !isProofRefused(error)) {
    const { expected } = error.details
    if (expected === 'window' || expected === 'passkey') return onCodeRefused(state, screen.flow, expected)
    return show(state, { ...form, notice: screen.phase === 'email' ? 'email_refused' : 'wrong_code' })
  }
  return failOrRefuse(state, screen.flow, error, form)
}

function onCodeRefused(state: SigningState, flow: Flow, required: 'window' | 'passkey'): Transition {
  return withEffect(show(state, { phase: 'codeRefused', flow, required }), { type: 'prefetchPasskeyOptions' })
}

/** A session that ended is renewed in place, once: a second end is a problem of the endpoint. */
function onAccountOrSigningFailed(
  state: SigningState,
  screen: ScreenOf<'account' | 'signing'>,
  error: OpenKeyError,
): Transition {
  const { flow } = screen
  if (isOfAnotherAccount(error)) return show(state, { phase: 'wrongAccount', flow, error })
  // S10: the earlier approval has expired in the meantime.
  if (error.code === 'unauthorized') return askInWindow(state, flow)
  if (screen.phase === 'signing' && screen.flow.review.method === 'passkey') {
    const notice = noticeOfApproval(error)
    if (notice !== undefined) return show(state, { phase: 'review', flow: screen.flow, notice })
  }
  if (error.code !== 'session_expired') return failOrRefuse(state, flow, error, screen)
  const { request, isUnknownOrigin, isReplacement } = flow
  const renewed = { request, isSignedIn: false, isRenewed: true, isUnknownOrigin, isReplacement }
  if (flow.isRenewed) return showProblem(state, error, { phase: 'welcome', flow: renewed })
  // Whoever was here may come back by one gesture, which takes another review.
  if (screen.phase === 'signing') return loadAccount(state, { ...renewed, isRenewed: false }, 'finish')
  return showWelcome(state, renewed, 'session_ended')
}

function isOfAnotherAccount({ code }: OpenKeyError): boolean {
  return code === 'address_mismatch' || code === 'key_not_found'
}

/** Keeps the window of a `connect` open for the signature that usually follows. */
function onContinued(state: SigningState, request: PendingRequest, value: Account | SignedSiwe): Transition {
  const isSigned = 'signature' in value
  return showDone({ ...state, hasWindow: !isSigned }, request, (next) =>
    isSigned ? settle(next, request, { ok: true, value }) : settleConnect(next, request, value),
  )
}

/** What was said in the window has been read there; what kept it from opening is said here. */
function onWindowFailed(state: SigningState, screen: ScreenOf<'continued'>, error: OpenKeyError): Transition {
  const { flow, isReused } = screen
  const { request } = flow
  if (error.code === 'popup_blocked') {
    const without = { ...state, hasWindow: false }
    return isReused ? askInWindow(without, flow) : showProblem(without, error, screen)
  }
  // The window has already decided what the page may learn of a failure (S8).
  if (error.code !== 'user_rejected' && !isEndpointFailure(error)) return refuse(state, request, error)
  const over = dismissScreen(state, (next) => fail(next, request, error))
  // A no that was pressed in the window has been counted there.
  return error.details.how === 'window_closed' ? withEffect(over, { type: 'declined' }) : over
}

function failOrRefuse(state: SigningState, flow: Flow, error: OpenKeyError, back: RetryableScreen): Transition {
  // No error settles the call of an unknown page by itself: that would tell it that somebody is signed in (S8).
  return isEndpointFailure(error) || flow.isUnknownOrigin
    ? showProblem(state, error, back)
    : refuse(state, flow.request, error)
}

function showProblem(state: SigningState, error: OpenKeyError, back: RetryableScreen): Transition {
  return show(state, { phase: 'problem', error, back })
}
