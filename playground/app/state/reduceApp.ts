import type { AppEvent } from './appEvent.ts'
import { type AppState, initialState, type TimelineEntry } from './appState.ts'
import { describeEvent } from './describeEvent.ts'

/** Maximum length of the timeline. Older entries are removed. */
const maxTimelineEntries = 200

/** Applies an event to the state and adds it to the timeline. `at` is in milliseconds since the epoch. */
export function reduceApp(state: AppState, event: AppEvent, at: number): AppState {
  const previous = state.timeline.at(-1)
  const entry: TimelineEntry = { id: (previous?.id ?? 0) + 1, at, ...describeEvent(event) }
  return { ...transition(state, event), timeline: [...state.timeline, entry].slice(-maxTimelineEntries) }
}

function transition(state: AppState, event: AppEvent): AppState {
  const cleared: AppState = { ...state, problem: undefined }
  switch (event.type) {
    case 'restored':
    case 'signedIn':
      return { ...cleared, session: { phase: 'signedIn', identity: event.identity } }
    case 'notRestored':
      return { ...cleared, session: { phase: 'signedOut' } }
    case 'signInStarted':
      return { ...cleared, session: { phase: 'signingIn' }, bootstrap: undefined }
    case 'signInFailed':
      return { ...state, session: { phase: 'signedOut' }, problem: event.problem }
    case 'signedOut':
      return { ...initialState, session: { phase: 'signedOut' }, timeline: state.timeline }
    case 'stageReached':
      return state
    case 'bootstrapReported':
      return { ...state, bootstrap: event.bootstrap }
    case 'answered':
      return { ...cleared, answer: event.answer }
    case 'signStarted':
      return { ...cleared, signature: undefined }
    case 'signed':
      return { ...cleared, signature: event.signature }
    case 'ponged':
    case 'disconnected':
      return cleared
    case 'failed':
      return { ...state, problem: event.problem }
  }
}
