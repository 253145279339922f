import type { Account, Narrowing, SignedSiwe } from '@openkey/protocol'
import { reduceTaskFailure } from './reduceTaskFailure.ts'
import type { EffectEvent, Preparation } from './signingEvent.ts'
import {
  type Flow,
  isEndpointFailure,
  isFree,
  type PendingRequest,
  type ScreenOf,
  type SigningState,
} from './signingState.ts'
import {
  andThen,
  askInWindow,
  dismissScreen,
  fail,
  finish,
  loadAccount,
  prepareNext,
  refuse,
  settleConnect,
  show,
  showDecided,
  showDone,
  showProblem,
  showWelcome,
  type Transition,
  unchanged,
  withEffect,
} from './transitions.ts'

/** Returns what the result of an effect changes. Results of abandoned tasks are ignored. */
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
    case 'signed':
      return screen.phase === 'signing' ? showDecided(state, screen.flow.request, event.value) : unchanged(state)
    case 'accessLoaded':
      return screen.phase === 'access'
        ? show(state, { ...screen, access: event.access, isBusy: false })
        : unchanged(state)
    case 'continued':
      return screen.phase === 'continued' ? onContinued(state, screen.flow.request, event.value) : unchanged(state)
    case 'taskFailed':
      return reduceTaskFailure(state, event.error)
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
      // An unknown page is served in a window only, which reveals nothing to it, so an existing session may be used at
      // once.
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

/** Keeps the window open after a `connect`, and after a choice of permissions, for the signature that usually follows. */
function onContinued(
  state: SigningState,
  request: PendingRequest,
  value: Account | SignedSiwe | Narrowing,
): Transition {
  const next = { ...state, hasWindow: !('signature' in value) }
  return 'chainId' in value
    ? showDone(next, request, (settled) => settleConnect(settled, request, value))
    : showDecided(next, request, value)
}
