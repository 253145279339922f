import type { BootstrapReport } from './bootstrap.ts'

/** Why nothing is provisioned behind a signature. */
export type SkipReason = 'switched_off' | 'raw' | 'not_tinycloud' | 'chain_unsupported' | 'auto_sign_disabled'

export type FailureCode =
  | 'tinycloud_bootstrap_expired_request'
  | 'tinycloud_bootstrap_untrusted_host'
  | 'tinycloud_bootstrap_in_progress'
  | 'tinycloud_bootstrap_failed'

/** Where the bootstrap behind one signature stands. */
export type BootstrapState =
  | { readonly phase: 'received' }
  | { readonly phase: 'skipped'; readonly reason: SkipReason }
  | { readonly phase: 'cacheHit' }
  /** Another attempt holds the account. */
  | { readonly phase: 'locked' }
  | { readonly phase: 'executing'; readonly attemptId: string }
  | { readonly phase: 'complete' }
  | { readonly phase: 'failed'; readonly code: FailureCode }
  /** Complete, and the row says so. */
  | { readonly phase: 'recorded' }
  /** Failed, and the log and the answer say so. */
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
 * The next state. Must never leave `skipped`, `cacheHit`, `recorded` or `surfaced`, and never reach `executing` but by a
 * claim: what is executed twice is provisioned twice.
 * @throws {RangeError} for an event that this state does not know
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
  throw new RangeError(`A bootstrap that is ${state.phase} knows no ${event.type}.`)
}

/** What the answer to the signature says. */
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
