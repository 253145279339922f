import type { AppEvent } from './appEvent.ts'
import { type AppState, initialState, type TimelineEntry } from './appState.ts'
import { describeEvent } from './describeEvent.ts'

/** Longest timeline that is kept; older entries fall off. */
const maxTimelineEntries = 200

/** Moves the page by one event, and writes the event into the timeline. `at` is milliseconds since the epoch. */
export function reduceApp(state: AppState, event: AppEvent, at: number): AppState {
  const previous = state.timeline.at(-1)
  const entry: TimelineEntry = { id: (previous?.id ?? 0) + 1, at, ...describeEvent(event) }
  return { ...move(state, event), timeline: [...state.timeline, entry].slice(-maxTimelineEntries) }
}

function move(state: AppState, event: AppEvent): AppState {
  const calm: AppState = { ...state, problem: undefined }
  switch (event.type) {
    case 'restored':
    case 'signedIn':
      return { ...calm, session: { phase: 'signedIn', identity: event.identity } }
    case 'notRestored':
      return { ...calm, session: { phase: 'signedOut' } }
    case 'signInStarted':
      return { ...calm, session: { phase: 'signingIn' }, bootstrap: undefined }
    case 'signInFailed':
      return { ...state, session: { phase: 'signedOut' }, problem: event.problem }
    case 'signedOut':
      return { ...initialState, session: { phase: 'signedOut' }, timeline: state.timeline }
    case 'stageReached':
      return state
    case 'bootstrapReported':
      return { ...state, bootstrap: event.bootstrap }
    case 'answered':
      return { ...calm, answer: event.answer }
    case 'signStarted':
      return { ...calm, signature: undefined }
    case 'signed':
      return { ...calm, signature: event.signature }
    case 'ponged':
    case 'disconnected':
      return calm
    case 'failed':
      return { ...state, problem: event.problem }
  }
}
