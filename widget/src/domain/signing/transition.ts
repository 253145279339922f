import type { SigningEffect } from './signingEffect.ts'
import type { Flow, Notice, ScreenOf, SigningScreen, SigningState } from './signingState.ts'

export type Transition = { readonly state: SigningState; readonly effects: readonly SigningEffect[] }

/** The event means nothing here. */
export function stay(state: SigningState): Transition {
  return { state, effects: [] }
}

/** First `transition`, then what `next` makes of its state. */
export function andThen(transition: Transition, next: (state: SigningState) => Transition): Transition {
  const { state, effects } = next(transition.state)
  return { state, effects: [...transition.effects, ...effects] }
}

/** Shows a screen that waits for the user. Results of an earlier step become stale. */
export function show(state: SigningState, screen: SigningScreen): Transition {
  return { state: { ...state, screen, step: state.step + 1 }, effects: [{ type: 'abort' }] }
}

/** Shows a screen that waits for one effect. */
export function startStep(
  state: SigningState,
  screen: SigningScreen,
  effect: (step: number) => SigningEffect,
): Transition {
  const shown = show(state, screen)
  return { state: shown.state, effects: [...shown.effects, effect(shown.state.step)] }
}

/** Has something done on the side. */
export function also(transition: Transition, effect: SigningEffect): Transition {
  return { state: transition.state, effects: [...transition.effects, effect] }
}

/** The first screen of whoever is not known here, and the same for whoever is (S8). */
export function showWelcome(state: SigningState, flow: Flow, notice?: Notice): Transition {
  return also(show(state, { phase: 'welcome', flow, notice }), { type: 'armPasskey' })
}

export function loadAccount(state: SigningState, flow: Flow, next: ScreenOf<'account'>['next']): Transition {
  const { request } = flow
  return startStep(state, { phase: 'account', flow, next }, (step) => ({ type: 'loadAccount', step, request, next }))
}
