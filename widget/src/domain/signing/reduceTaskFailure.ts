import type { OpenKeyError } from '@openkey/protocol'
import {
  type Flow,
  isEndpointFailure,
  type Notice,
  type RetryableScreen,
  type ScreenOf,
  type SigningState,
} from './signingState.ts'
import {
  askInWindow,
  dismissScreen,
  fail,
  loadAccount,
  refuse,
  show,
  showProblem,
  showWelcome,
  type Transition,
  unchanged,
  withEffect,
} from './transitions.ts'

/** Returns what the failure of a task changes. */
export function reduceTaskFailure(state: SigningState, error: OpenKeyError): Transition {
  const { screen } = state
  switch (screen.phase) {
    case 'passkey':
      return onPasskeyFailed(state, screen, error)
    case 'email':
    case 'code':
      return onFormFailed(state, screen, error)
    case 'offer':
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
  // A passkey may renew the session. That requires another review.
  if (screen.phase === 'signing') return loadAccount(state, { ...renewed, isRenewed: false }, 'finish')
  return showWelcome(state, renewed, 'session_ended')
}

function isOfAnotherAccount({ code }: OpenKeyError): boolean {
  return code === 'address_mismatch' || code === 'key_not_found'
}

/** The window has shown its own errors. Only a failure to open it is explained here. */
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
  // The window has already recorded a decline made there.
  return error.details.how === 'window_closed' ? withEffect(over, { type: 'declined' }) : over
}

function failOrRefuse(state: SigningState, flow: Flow, error: OpenKeyError, back: RetryableScreen): Transition {
  // No error settles the call of an unknown page by itself: that would tell it that somebody is signed in (S8).
  return isEndpointFailure(error) || flow.isUnknownOrigin
    ? showProblem(state, error, back)
    : refuse(state, flow.request, error)
}

/** Returns whether the endpoint rejected the DPoP proof (RFC 9449), not the user's input. */
function isProofRefused({ code, details }: OpenKeyError): boolean {
  return code === 'key_endpoint_rejected' && details.field === 'DPoP'
}

/** Returns the notice for a failed passkey prompt that the user can repeat. */
function noticeOfApproval({ code, details }: OpenKeyError): Notice | undefined {
  if (code === 'user_rejected') return 'approval_cancelled'
  const isRefused = code === 'key_endpoint_rejected' && details.expected === 'passkey'
  return isRefused || code === 'passkey_unavailable' ? 'approval_failed' : undefined
}
