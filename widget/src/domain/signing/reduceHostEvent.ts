import { OpenKeyError } from '@openkey/protocol'
import type { HostEvent } from './signingEvent.ts'
import type { Call, PendingRequest, SigningScreen, SigningState } from './signingState.ts'
import { isFree, requestOf } from './signingState.ts'
import { andThen, endScreen, settleCalls, show, type Transition, unchanged } from './transitions.ts'

/** Returns what a call, its cancellation or the end of the channel changes. */
export function reduceHostEvent(state: SigningState, event: HostEvent): Transition {
  switch (event.type) {
    case 'connectCalled':
      return onConnectCalled(state, event)
    case 'signCalled':
      return onSignCalled(state, event)
    case 'cancelled':
      return withdraw(state, event)
    case 'channelClosed': {
      const settled = settleCalls(
        state,
        () => true,
        () => ({ ok: false, error: event.error }),
      )
      return andThen(settled, (next) => show({ ...next, preparing: [], waiting: [] }, { phase: 'idle' }))
    }
  }
}

type CalledEvent<Type extends HostEvent['type']> = Extract<HostEvent, { readonly type: Type }>

/** Concurrent `connect`s share one answer: a page may ask from several places at once. */
function onConnectCalled(
  state: SigningState,
  { call: id, requestId, chainId }: CalledEvent<'connectCalled'>,
): Transition {
  const open = openRequests(state).find(({ kind }) => kind === 'connect')
  const request = open ?? { kind: 'connect', id }
  const added = addCall(state, { id, requestId, request: request.id, chainId })
  return open ? unchanged(added) : prepare(added, request)
}

/** Allows one signature request at a time, because a second review would wait behind the first. */
function onSignCalled(
  state: SigningState,
  { call: id, requestId, message, keyId, canNarrow }: CalledEvent<'signCalled'>,
): Transition {
  if (openRequests(state).some(({ kind }) => kind === 'sign')) {
    const error = new OpenKeyError('busy', 'Another signature is open.')
    return { state, effects: [{ type: 'settle', call: id, outcome: { ok: false, error } }] }
  }
  const added = addCall(state, { id, requestId, request: id, chainId: undefined })
  return prepare(added, { kind: 'sign', id, message, keyId, canNarrow })
}

function addCall(state: SigningState, call: Call): SigningState {
  return { ...state, calls: [...state.calls, call] }
}

function prepare(state: SigningState, request: PendingRequest): Transition {
  return { state: { ...state, preparing: [...state.preparing, request] }, effects: [{ type: 'prepare', request }] }
}

/** Cancels a request. The host hides the frame itself. */
function withdraw(state: SigningState, { requestId, at }: CalledEvent<'cancelled'>): Transition {
  const error = new OpenKeyError('aborted', 'The app cancelled the request.')
  const settled = settleCalls(
    state,
    (call) => call.requestId === requestId,
    () => ({ ok: false, error }),
  )
  return andThen(settled, (next) => {
    const isWanted = ({ id }: PendingRequest) => next.calls.some(({ request }) => request === id)
    const rest = { ...next, preparing: next.preparing.filter(isWanted), waiting: next.waiting.filter(isWanted) }
    const { screen } = rest
    const shown = requestOf(screen)
    const isOver = 'requestIds' in screen ? screen.requestIds.includes(requestId) : shown && !isWanted(shown)
    if (!isOver) return unchanged(rest)
    return endScreen(isDecision(screen) ? { ...rest, withdrawnAt: at } : rest)
  })
}

/**
 * Tells whether the user is deciding about the screen. In the window of an unknown page every screen counts: which one
 * is shown depends on the account (S8).
 */
export function isDecision(screen: SigningScreen): boolean {
  if (screen.phase === 'openWindow' || screen.phase === 'continued') return false
  if ('flow' in screen && screen.flow.isUnknownOrigin) return true
  return ['review', 'confirm', 'access', 'problem', 'wrongAccount', 'offer'].includes(screen.phase)
}

function openRequests({ screen, preparing, waiting }: SigningState): readonly PendingRequest[] {
  const shown = isFree(screen) ? undefined : requestOf(screen)
  return [...(shown ? [shown] : []), ...preparing, ...waiting]
}
