import type { SigningEffect } from './signingEffect.ts'
import type { Flow, Notice, ScreenOf, SigningScreen, SigningState } from './signingState.ts'

export type Transition = { readonly state: SigningState; readonly effects: readonly SigningEffect[] }

/** The event means nothing here. */
export function unchanged(state: SigningState): Transition {
  return { state, effects: [] }
}

/** First `transition`, then what `next` makes of its state. */
export function andThen(transition: Transition, next: (state: SigningState) => Transition): Transition {
  const { state, effects } = next(transition.state)
  return { state, effects: [...transition.effects, ...effects] }
}

/** Shows a screen that waits for the user. Results of an earlier step become stale. */
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

/** Has something done on the side. */
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
