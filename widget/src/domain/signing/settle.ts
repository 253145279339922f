import { type Account, OpenKeyError } from '@openkey/protocol'
import type { Call, Outcome, PendingRequest } from './pendingRequest.ts'
import type { SigningState } from './signingState.ts'
import { andThen, show, startTask, type Transition } from './transition.ts'

/** Answers the calls that `isMeant` picks, and forgets them. */
export function settleCalls(
  state: SigningState,
  isMeant: (call: Call) => boolean,
  outcomeOf: (call: Call) => Outcome,
): Transition {
  return {
    state: { ...state, calls: state.calls.filter((call) => !isMeant(call)) },
    effects: state.calls.filter(isMeant).map((call) => ({ type: 'settle', call: call.id, outcome: outcomeOf(call) })),
  }
}

export function settle(state: SigningState, request: PendingRequest, outcome: Outcome): Transition {
  return settleCalls(state, isOf(request), () => outcome)
}

/** Every call learns the same key, with the chain it asked for. */
export function settleConnect(
  state: SigningState,
  request: PendingRequest,
  signer: Pick<Account, 'keyId' | 'address'>,
): Transition {
  const { keyId, address } = signer
  return settleCalls(state, isOf(request), ({ chainId = 1 }) => ({ ok: true, value: { address, chainId, keyId } }))
}

export function fail(state: SigningState, request: PendingRequest, error: OpenKeyError): Transition {
  return settle(state, request, { ok: false, error })
}

/** Settles with a refusal, and explains it until the user has read it. */
export function refuse(state: SigningState, request: PendingRequest, error: OpenKeyError): Transition {
  const requestIds = requestIdsOf(state, request)
  return andThen(fail(state, request, error), (next) => show(next, { phase: 'refused', request, requestIds, error }))
}

/** The brief screen of a request that `answer` settles. */
export function showDone(
  state: SigningState,
  request: PendingRequest,
  answer: (state: SigningState) => Transition,
): Transition {
  const requestIds = requestIdsOf(state, request)
  const done = startTask(state, { phase: 'done', request, requestIds }, (taskId) => ({ type: 'linger', taskId }))
  return andThen(done, answer)
}

export function requestIdsOf({ calls }: Pick<SigningState, 'calls'>, request: PendingRequest): readonly string[] {
  return calls.filter(isOf(request)).map(({ requestId }) => requestId)
}

export function userRejected(how: 'declined' | 'closed' | 'escape'): Outcome {
  return { ok: false, error: new OpenKeyError('user_rejected', 'The user said no.', { details: { how } }) }
}

function isOf(request: PendingRequest): (call: Call) => boolean {
  return (call) => call.request === request.id
}
