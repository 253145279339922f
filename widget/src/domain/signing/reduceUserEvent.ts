import { type ErrorCode, OpenKeyError } from '@openkey/protocol'
import type { UserEvent } from './signingEvent.ts'
import type { Flow, ReviewFlow, ScreenOf, SigningScreen, SigningState } from './signingState.ts'
import {
  askInWindow,
  continueInWindow,
  dismissScreen,
  fail,
  finish,
  loadAccount,
  settle,
  show,
  showDecided,
  showWelcome,
  startTask,
  type Transition,
  unchanged,
  userRejected,
  withEffect,
} from './transitions.ts'

/** Returns what an action of the user changes. An action that the current screen does not offer is ignored. */
export function reduceUserEvent(state: SigningState, event: UserEvent): Transition {
  const { screen } = state
  switch (event.type) {
    case 'passkeyChosen':
      return screen.phase === 'welcome' || screen.phase === 'codeRefused'
        ? choosePasskey(state, screen.flow)
        : unchanged(state)
    case 'emailChosen':
      return screen.phase === 'welcome' ? chooseEmail(state, screen.flow) : unchanged(state)
    case 'emailSubmitted':
      return screen.phase === 'email' && !screen.isBusy ? sendCode(state, screen, event.email) : unchanged(state)
    case 'codeRequested':
      return screen.phase === 'code' && !screen.isBusy ? sendCode(state, screen, screen.email) : unchanged(state)
    case 'codeSubmitted':
      return screen.phase === 'code' && !screen.isBusy ? useCode(state, screen, event.code) : unchanged(state)
    case 'wentBack':
      return goBack(state)
    case 'accountConfirmed':
      return screen.phase === 'confirm' ? finish(state, screen.flow, screen) : unchanged(state)
    case 'otherAccountChosen':
      return chooseOtherAccount(state)
    case 'passkeyAccepted':
      return screen.phase === 'offer' && !screen.isBusy ? addPasskey(state, screen) : unchanged(state)
    case 'passkeyDeclined':
      return screen.phase === 'offer' ? finish(state, screen.flow, screen) : unchanged(state)
    case 'signPressed':
      return screen.phase === 'review' ? startSigning(state, screen.flow) : unchanged(state)
    case 'narrowed':
      return screen.phase === 'review' && mayNarrow(screen.flow)
        ? showDecided(state, screen.flow.request, event.narrowing)
        : unchanged(state)
    case 'windowChosen':
      return mayContinueInWindow(screen) ? continueInWindow(state, screen.flow) : unchanged(state)
    case 'accessOpened':
      return screen.phase === 'welcome' || screen.phase === 'confirm' || screen.phase === 'review'
        ? openAccess(state, screen)
        : unchanged(state)
    case 'accessChanged':
      return screen.phase === 'access' && !screen.isBusy
        ? startTask(state, { ...screen, isBusy: true, failure: undefined }, (taskId) => ({
            type: 'changeAccess',
            taskId,
            change: event.change,
          }))
        : unchanged(state)
    case 'retried':
      return screen.phase === 'problem' ? retry(state, screen) : unchanged(state)
    case 'dismissed':
      return onDismissed(state, event.how)
  }
}

/** The session is used only after this press, so that nothing before it tells whether there is one (S8). */
function choosePasskey(state: SigningState, flow: Flow): Transition {
  if (flow.isSignedIn) return loadAccount(state, flow, 'confirm')
  return startTask(state, { phase: 'passkey', flow }, (taskId) => ({ type: 'usePasskey', taskId }))
}

function chooseEmail(state: SigningState, flow: Flow): Transition {
  if (flow.isSignedIn) return loadAccount(state, flow, 'confirm')
  return show(state, { phase: 'email', flow, email: '', isBusy: false })
}

function sendCode(state: SigningState, screen: ScreenOf<'email' | 'code'>, email: string): Transition {
  const busy = { ...screen, email, isBusy: true, notice: undefined }
  return startTask(state, busy, (taskId) => ({ type: 'sendCode', taskId, email }))
}

function useCode(state: SigningState, screen: ScreenOf<'code'>, code: string): Transition {
  const busy = { ...screen, isBusy: true, notice: undefined }
  return startTask(state, busy, (taskId) => ({ type: 'useCode', taskId, email: screen.email, code }))
}

function addPasskey(state: SigningState, screen: ScreenOf<'offer'>): Transition {
  return startTask(state, { ...screen, isBusy: true, failure: undefined }, (taskId) => ({ type: 'addPasskey', taskId }))
}

/** The user has approved, so the page may learn the result. */
function startSigning(state: SigningState, reviewed: ScreenOf<'review'>['flow']): Transition {
  const flow = { ...reviewed, isUnknownOrigin: false }
  const { request, signer, review } = flow
  const { method } = review
  return startTask(state, { phase: 'signing', flow }, (taskId) => ({ type: 'sign', taskId, request, signer, method }))
}

/** S8: which account the user has is no news to a page that the user has approved. */
export function mayNarrow({ request, isUnknownOrigin }: ReviewFlow): boolean {
  return !!request.canNarrow && !isUnknownOrigin
}

type WindowScreen = ScreenOf<'openWindow' | 'welcome' | 'review' | 'codeRefused' | 'continued'>

function mayContinueInWindow(screen: SigningScreen): screen is WindowScreen {
  return ['openWindow', 'welcome', 'review', 'codeRefused', 'continued'].includes(screen.phase)
}

function goBack(state: SigningState): Transition {
  const { screen } = state
  switch (screen.phase) {
    case 'passkey':
    case 'email':
    case 'codeRefused':
      return showWelcome(state, screen.flow)
    case 'access':
      return screen.back.phase === 'welcome' ? showWelcome(state, screen.flow) : show(state, screen.back)
    case 'review':
      return screen.flow.review.signsIn ? signInAnotherWay(state, screen.flow) : unchanged(state)
    case 'code':
      return show(state, { phase: 'email', flow: screen.flow, email: screen.email, isBusy: false })
    default:
      return unchanged(state)
  }
}

/** A restricted frame shows nothing about the account beyond the request (S8). */
function openAccess(state: SigningState, back: ScreenOf<'access'>['back']): Transition {
  if (state.isRestricted) return unchanged(state)
  const screen = { phase: 'access', flow: back.flow, back, isBusy: true } as const
  return startTask(state, screen, (taskId) => ({ type: 'loadAccess', taskId }))
}

/** For a user who cannot use the passkey that would renew the session. */
function signInAnotherWay(state: SigningState, flow: Flow): Transition {
  return showWelcome(state, { ...flow, isSignedIn: false, isRenewed: true }, 'session_ended')
}

function chooseOtherAccount(state: SigningState): Transition {
  const { screen } = state
  switch (screen.phase) {
    case 'confirm':
    case 'wrongAccount':
      if (state.isRestricted) return askInWindow(state, screen.flow)
      return withEffect(showWelcome(state, { ...screen.flow, isSignedIn: false }), { type: 'signOut' })
    default:
      return unchanged(state)
  }
}

function retry(state: SigningState, { back }: ScreenOf<'problem'>): Transition {
  switch (back.phase) {
    case 'welcome':
      return showWelcome(state, back.flow)
    case 'email':
    case 'code':
      return show(state, back)
    case 'account':
      return loadAccount(state, back.flow, back.next)
    case 'signing':
      return startSigning(state, back.flow)
    case 'continued':
      return continueInWindow(state, back.flow)
  }
}

/** Settles a call with its problem if it has one, and with a rejection otherwise. */
function onDismissed(state: SigningState, how: DismissReason): Transition {
  const { screen } = state
  switch (screen.phase) {
    case 'idle':
      return unchanged(state)
    case 'done':
    case 'refused':
      return dismissScreen(state)
    case 'problem':
      return dismissWithError(state, screen.back.flow, screen.error, how)
    case 'wrongAccount':
      return dismissWithError(state, screen.flow, screen.error, how)
    default:
      return reject(state, screen.flow, how)
  }
}

type DismissReason = 'declined' | 'closed' | 'escape'

/** Leaves an unsolved problem. A host that must not learn about the account receives a rejection instead (S8). */
function dismissWithError(state: SigningState, flow: Flow, error: OpenKeyError, how: DismissReason): Transition {
  const told = flow.isUnknownOrigin ? withoutAccountDetails(error) : error
  if (told === undefined) return reject(state, flow, how)
  return dismissScreen(state, (next) => fail(next, flow.request, told))
}

function reject(state: SigningState, { request }: Flow, how: DismissReason): Transition {
  return dismissScreen(state, (next) => withEffect(settle(next, request, userRejected(how)), { type: 'declined' }))
}

/** Errors that do not depend on who is signed in, and come no earlier or later for it. */
const general: readonly ErrorCode[] = ['key_endpoint_unreachable', 'popup_blocked', 'opener_severed']

/**
 * Returns a failure in the form that a page without an approval may receive (S8), without details from the key
 * endpoint.
 * @returns `undefined` if the failure, or its timing, depends on the account
 */
function withoutAccountDetails(error: OpenKeyError): OpenKeyError | undefined {
  const { code, message } = error
  if (!general.includes(code)) return undefined
  return code === 'key_endpoint_unreachable' ? new OpenKeyError(code, message) : error
}
