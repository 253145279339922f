import type { Log } from '../log.ts'
import type { BootstrapReport } from './bootstrap.ts'

/** Reason why nothing is provisioned after a signature. */
export type SkipReason = 'switched_off' | 'raw' | 'not_tinycloud' | 'chain_unsupported' | 'auto_sign_disabled'

export type FailureCode =
  | 'tinycloud_bootstrap_expired_request'
  | 'tinycloud_bootstrap_untrusted_host'
  | 'tinycloud_bootstrap_in_progress'
  | 'tinycloud_bootstrap_failed'

/** State of the bootstrap after one signature. */
export type BootstrapState =
  | { readonly phase: 'received' }
  | { readonly phase: 'skipped'; readonly reason: SkipReason }
  | { readonly phase: 'cacheHit' }
  /** Another attempt holds the lease of the account. */
  | { readonly phase: 'locked' }
  | { readonly phase: 'executing'; readonly attemptId: string }
  | { readonly phase: 'complete' }
  | { readonly phase: 'failed'; readonly code: FailureCode }
  /** Complete and written to the database. */
  | { readonly phase: 'recorded' }
  /** Failed and reported in the log and the response. */
  | { readonly phase: 'surfaced'; readonly code: FailureCode }

export type BootstrapEvent =
  | { readonly type: 'gateClosed'; readonly reason: SkipReason }
  | { readonly type: 'refused'; readonly code: FailureCode }
  | { readonly type: 'foundComplete' }
  | { readonly type: 'contended' }
  | { readonly type: 'claimed'; readonly attemptId: string }
  | { readonly type: 'provisioned' }
  | { readonly type: 'threw' }
  | { readonly type: 'written' }

/**
 * Returns the next state. `skipped`, `cacheHit`, `recorded` and `surfaced` are final. Only a claim leads to
 * `executing`, so that an account is provisioned once.
 * @throws {RangeError} for an event that is not allowed in this state
 */
export function advance(state: BootstrapState, event: BootstrapEvent): BootstrapState {
  switch (state.phase) {
    case 'received':
      if (event.type === 'gateClosed') return { phase: 'skipped', reason: event.reason }
      if (event.type === 'refused') return { phase: 'failed', code: event.code }
      if (event.type === 'foundComplete') return { phase: 'cacheHit' }
      if (event.type === 'contended') return { phase: 'locked' }
      if (event.type === 'claimed') return { phase: 'executing', attemptId: event.attemptId }
      break
    case 'locked':
      if (event.type === 'foundComplete') return { phase: 'cacheHit' }
      break
    case 'executing':
      if (event.type === 'provisioned') return { phase: 'complete' }
      if (event.type === 'threw') return { phase: 'failed', code: 'tinycloud_bootstrap_failed' }
      break
    case 'complete':
      if (event.type === 'written') return { phase: 'recorded' }
      if (event.type === 'threw') return { phase: 'failed', code: 'tinycloud_bootstrap_failed' }
      break
    case 'failed':
      if (event.type === 'written') return { phase: 'surfaced', code: state.code }
      break
  }
  throw new RangeError(`Unexpected event ${event.type} in state ${state.phase} of the bootstrap.`)
}

/** Returns the report for the response to the signature. */
export function reportOf(state: BootstrapState): BootstrapReport {
  switch (state.phase) {
    case 'skipped':
      return { status: 'skipped' }
    case 'cacheHit':
    case 'complete':
    case 'recorded':
      return { status: 'complete' }
    case 'locked':
      return { status: 'failed', errorCode: 'tinycloud_bootstrap_in_progress' }
    case 'failed':
    case 'surfaced':
      return { status: 'failed', errorCode: state.code }
    case 'received':
    case 'executing':
      return { status: 'pending' }
  }
}

/** Applies an event and returns the new state. */
export type Transition = (event: BootstrapEvent) => BootstrapState

/** Creates the state machine of one signature. Each new state is logged. */
export function createStateMachine(log: Log): Transition {
  let state: BootstrapState = { phase: 'received' }
  return (event) => {
    state = advance(state, event)
    log({ event: 'bootstrap_state', bootstrap: state.phase, ...reasonOf(state) })
    return state
  }
}

function reasonOf(state: BootstrapState): { readonly reason?: string } {
  if (state.phase === 'skipped') return { reason: state.reason }
  if (state.phase === 'failed' || state.phase === 'surfaced') return { reason: state.code }
  return {}
}
