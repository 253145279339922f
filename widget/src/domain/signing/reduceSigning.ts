import { reduceEffectEvent } from './reduceEffectEvent.ts'
import { reduceHostEvent } from './reduceHostEvent.ts'
import { reduceUserEvent } from './reduceUserEvent.ts'
import { isFree, requestOf } from './requestOf.ts'
import { requestIdsOf } from './settle.ts'
import type { SigningEffect } from './signingEffect.ts'
import type { SigningEvent } from './signingEvent.ts'
import type { SigningState } from './signingState.ts'
import { stageOf } from './stageOf.ts'
import type { Transition } from './transition.ts'

/**
 * The whole behaviour of the widget, as data: what an event changes, and what is to be done about it.
 *
 * Must hold for every sequence of events (S13):
 * - a call is settled at most once, and a call that is not settled belongs to exactly one request of the state;
 * - whatever is on screen, `left` settles the request on screen, and `channelClosed` settles all.
 */
export function reduceSigning(state: SigningState, event: SigningEvent): Transition {
  const transition = reduceEvent(state, event)
  return { ...transition, effects: [...stageEffects(state, transition.state), ...transition.effects] }
}

function reduceEvent(state: SigningState, event: SigningEvent): Transition {
  switch (event.type) {
    case 'connectCalled':
    case 'signCalled':
    case 'cancelled':
    case 'channelClosed':
      return reduceHostEvent(state, event)
    case 'prepared':
    case 'codeSent':
    case 'signedIn':
    case 'accountLoaded':
    case 'passkeyAdded':
    case 'accessLoaded':
    case 'signed':
    case 'continued':
    case 'taskFailed':
    case 'doneElapsed':
      return reduceEffectEvent(state, event)
    default:
      return reduceUserEvent(state, event)
  }
}

/** The host learns of a stage when it begins, and a call that joins learns of the one it joins. */
function stageEffects(before: SigningState, { screen, calls }: SigningState): readonly SigningEffect[] {
  const request = requestOf(screen)
  const name = stageOf(screen)
  if (!request || !name) return []
  const isSame = requestOf(before.screen)?.id === request.id && stageOf(before.screen) === name
  const told = isSame ? requestIdsOf(before, request) : []
  const meant = isFree(screen) ? requestIdsOf(before, request) : requestIdsOf({ calls }, request)
  const requestIds = meant.filter((requestId) => !told.includes(requestId))
  return requestIds.length > 0 ? [{ type: 'stage', requestIds, name }] : []
}
