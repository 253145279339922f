import type { Log } from '../log.ts'
import { advance, type BootstrapEvent, type BootstrapState } from './bootstrapState.ts'

/** Applies an event and answers the state it leads to. */
export type Move = (event: BootstrapEvent) => BootstrapState

/** The machine of one signature. Every state it comes to is a line in the log. */
export function startMachine(log: Log): Move {
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
