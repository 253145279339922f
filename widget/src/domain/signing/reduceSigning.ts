import type { Stage } from '@openkey/protocol'
import { reduceEffectEvent } from './reduceEffectEvent.ts'
import { reduceHostEvent } from './reduceHostEvent.ts'
import { reduceUserEvent } from './reduceUserEvent.ts'
import type { SigningEffect } from './signingEffect.ts'
import type { SigningEvent } from './signingEvent.ts'
import { isFree, requestOf, type SigningScreen, type SigningState } from './signingState.ts'
import { requestIdsOf, type Transition } from './transitions.ts'

/**
 * Computes the next state and the effects of an event. All behaviour of the widget is defined here.
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
  if ('taskId' in event || event.type === 'prepared') return reduceEffectEvent(state, event)
  switch (event.type) {
    case 'connectCalled':
    case 'signCalled':
    case 'cancelled':
    case 'channelClosed':
      return reduceHostEvent(state, event)
    default:
      return reduceUserEvent(state, event)
  }
}

/** Reports a stage to the host when it begins, and the current one to a call that joins. */
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

const stages: Record<SigningScreen['phase'], Stage | undefined> = {
  idle: undefined,
  openWindow: 'waiting',
  welcome: 'waiting',
  passkey: 'authenticating',
  email: 'authenticating',
  code: 'authenticating',
  account: 'authenticating',
  codeRefused: 'authenticating',
  confirm: 'authenticating',
  offer: 'authenticating',
  wrongAccount: 'authenticating',
  access: 'authenticating',
  review: 'reviewing',
  signing: 'signing',
  continued: 'waiting',
  done: 'done',
  problem: 'waiting',
  refused: undefined,
}

/**
 * Returns the stage to report to the host. For an unknown origin it is `waiting` until the user has approved, whatever
 * happens on screen (S8). For other origins it is `waiting` until the first press.
 */
function stageOf(screen: SigningScreen): Stage | undefined {
  const stage = stages[screen.phase]
  return stage !== undefined && isUnknownOrigin(screen) ? 'waiting' : stage
}

function isUnknownOrigin(screen: SigningScreen): boolean {
  if ('flow' in screen) return screen.flow.isUnknownOrigin
  return screen.phase === 'problem' && screen.back.flow.isUnknownOrigin
}
