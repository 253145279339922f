import { requestOf } from './requestOf.ts'
import { requestIdsOf } from './settle.ts'
import type { SigningState } from './signingState.ts'
import { andThen, show, type Transition, withEffect } from './transition.ts'

/** The screen is over: the next request gets its turn, or the frame is empty. */
export function endScreen(state: SigningState): Transition {
  const ended = show(state, { phase: 'idle' })
  return andThen(ended, prepareNext)
}

/** A request that waited is looked at afresh: what was missing may be there by this time. */
export function prepareNext(state: SigningState): Transition {
  const [next, ...waiting] = state.waiting
  if (!next) return { state, effects: [] }
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
  settleFirst: (state: SigningState) => Transition = (unchanged) => ({ state: unchanged, effects: [] }),
): Transition {
  const { screen } = state
  const request = requestOf(screen)
  const requestIds = 'requestIds' in screen ? screen.requestIds : request ? requestIdsOf(state, request) : []
  const ended = andThen(settleFirst(state), endScreen)
  const isNeeded = ended.state.preparing.length > 0
  return isNeeded || requestIds.length === 0 ? ended : withEffect(ended, { type: 'dismiss', requestIds })
}
