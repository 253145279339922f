import { dismissScreen } from './endScreen.ts'
import { finish } from './finish.ts'
import { fail, settle, userRejected } from './settle.ts'
import type { UserEvent } from './signingEvent.ts'
import type { Flow, ScreenOf, SigningState } from './signingState.ts'
import { also, loadAccount, show, showWelcome, startStep, stay, type Transition } from './transition.ts'

/** What a press changes. A press on a button that is no longer there means nothing. */
export function reduceUserEvent(state: SigningState, event: UserEvent): Transition {
  const { screen } = state
  switch (event.type) {
    case 'passkeyChosen':
      return screen.phase === 'welcome' || screen.phase === 'codeRefused'
        ? choosePasskey(state, screen.flow)
        : stay(state)
    case 'emailChosen':
      return screen.phase === 'welcome' ? chooseEmail(state, screen.flow) : stay(state)
    case 'emailSubmitted':
      return screen.phase === 'email' && !screen.isBusy ? sendCode(state, screen, event.email) : stay(state)
    case 'codeRequested':
      return screen.phase === 'code' && !screen.isBusy ? sendCode(state, screen, screen.email) : stay(state)
    case 'codeSubmitted':
      return screen.phase === 'code' && !screen.isBusy ? useCode(state, screen, event.code) : stay(state)
    case 'wentBack':
      return goBack(state)
    case 'accountConfirmed':
      return screen.phase === 'confirm' ? finish(state, screen.flow, screen) : stay(state)
    case 'otherAccountChosen':
      return chooseOtherAccount(state)
    case 'passkeyWanted':
      return screen.phase === 'offer' && screen.step !== 'creating' ? addPasskey(state, screen) : stay(state)
    case 'passkeyDeclined':
      return screen.phase === 'offer' ? finish(state, screen.flow, screen) : stay(state)
    case 'signPressed':
      return screen.phase === 'review' ? startSigning(state, screen.flow) : stay(state)
    case 'windowChosen':
      return screen.phase === 'welcome' || screen.phase === 'review' || screen.phase === 'codeRefused'
        ? continueInWindow(state, screen.flow)
        : stay(state)
    case 'retried':
      return screen.phase === 'problem' ? retry(state, screen) : stay(state)
    case 'left':
      return leave(state, event.how)
  }
}

/** The session is used only after this press, so that nothing before it tells whether there is one (S8). */
function choosePasskey(state: SigningState, flow: Flow): Transition {
  if (flow.isSignedIn) return loadAccount(state, flow, 'confirm')
  return startStep(state, { phase: 'passkey', flow }, (step) => ({ type: 'usePasskey', step }))
}

function chooseEmail(state: SigningState, flow: Flow): Transition {
  if (flow.isSignedIn) return loadAccount(state, flow, 'confirm')
  return show(state, { phase: 'email', flow, email: '', isBusy: false })
}

function sendCode(state: SigningState, screen: ScreenOf<'email' | 'code'>, email: string): Transition {
  const busy = { ...screen, email, isBusy: true, notice: undefined }
  return startStep(state, busy, (step) => ({ type: 'sendCode', step, email }))
}

function useCode(state: SigningState, screen: ScreenOf<'code'>, code: string): Transition {
  const busy = { ...screen, isBusy: true, notice: undefined }
  return startStep(state, busy, (step) => ({ type: 'useCode', step, email: screen.email, code }))
}

function addPasskey(state: SigningState, screen: ScreenOf<'offer'>): Transition {
  return startStep(state, { ...screen, step: 'creating' }, (step) => ({ type: 'addPasskey', step }))
}

/** S10: what wants a window is not signed here, whatever was pressed. */
function startSigning(state: SigningState, flow: ScreenOf<'review'>['flow']): Transition {
  const { request, signer, review } = flow
  const { way } = review
  if (way === 'window') return stay(state)
  return startStep(state, { phase: 'signing', flow }, (step) => ({ type: 'sign', step, request, signer, way }))
}

/** The request leaves this frame before the window exists, so that it can be approved in one place only (S19). */
function continueInWindow(state: SigningState, { request, isSignedIn, isRenewed }: Flow): Transition {
  const call = state.calls.find((candidate) => candidate.request === request.id)
  if (call === undefined) return stay(state)
  const { requestId, chainId = 1 } = call
  const continued = { phase: 'continued', flow: { request, isSignedIn, isRenewed } } as const
  return startStep(state, continued, (step) => ({ type: 'continueInWindow', step, request, requestId, chainId }))
}

function goBack(state: SigningState): Transition {
  const { screen } = state
  switch (screen.phase) {
    case 'passkey':
    case 'email':
    case 'codeRefused':
      return showWelcome(state, screen.flow)
    case 'review':
      return screen.flow.review.signsIn ? signInAnotherWay(state, screen.flow) : stay(state)
    case 'code':
      return show(state, { phase: 'email', flow: screen.flow, email: screen.email, isBusy: false })
    default:
      return stay(state)
  }
}

/** Whoever cannot use the passkey that would sign them in again. */
function signInAnotherWay(state: SigningState, { request }: Flow): Transition {
  return showWelcome(state, { request, isSignedIn: false, isRenewed: true }, 'session_ended')
}

function chooseOtherAccount(state: SigningState): Transition {
  const { screen } = state
  switch (screen.phase) {
    case 'confirm':
      return also(showWelcome(state, { ...screen.flow, isSignedIn: false }), { type: 'signOut' })
    case 'refused':
      return also(dismissScreen(state), { type: 'signOut' })
    default:
      return stay(state)
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

/** A call that has a problem settles with it; any other with the user's no. */
function leave(state: SigningState, how: 'declined' | 'closed' | 'escape'): Transition {
  const { screen } = state
  switch (screen.phase) {
    case 'idle':
      return stay(state)
    case 'done':
    case 'refused':
      return dismissScreen(state)
    case 'problem':
      return dismissScreen(state, (next) => fail(next, screen.back.flow.request, screen.error))
    default:
      return dismissScreen(state, (next) =>
        also(settle(next, screen.flow.request, userRejected(how)), { type: 'declined' }),
      )
  }
}
