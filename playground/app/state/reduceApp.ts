import type { Stage } from '@openkey/host-sdk'
import type { Mark } from '../waterfall/signInSpans.ts'
import type { AppEvent } from './appEvent.ts'
import { type AppState, initialState, type TimelineEntry, type ValueAnswer } from './appState.ts'

/** Maximum length of the timeline. Older entries are removed. */
const maxTimelineEntries = 200

/** Applies an event to the state and adds it to the timeline. `at` is in milliseconds since the epoch. */
export function reduceApp(state: AppState, event: AppEvent, at: number): AppState {
  const previous = state.timeline.at(-1)
  const entry: TimelineEntry = { id: (previous?.id ?? 0) + 1, at, ...describeEvent(event) }
  const mark = markOf(event)
  const marks = mark ? [...state.marks, { name: mark, at }].slice(-maxTimelineEntries) : state.marks
  return { ...transition(state, event), marks, timeline: [...state.timeline, entry].slice(-maxTimelineEntries) }
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
    case 'bootstrapEnded':
      return event.outcome === 'complete' ? { ...state, bootstrap: { status: 'complete' } } : state
    case 'frameOpened':
    case 'putStarted':
      return state
    case 'answered':
      return { ...cleared, answer: event.answer }
    case 'shared':
      return { ...cleared, shares: [...state.shares, event.shared] }
    case 'shareRevoked':
      return { ...cleared, shares: state.shares.filter((shared) => shared !== event.shared) }
    case 'sharedRead':
      return { ...cleared, sharedText: event.text }
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

/** The step of a sign-in that an event ends or begins. */
function markOf(event: AppEvent): Mark['name'] | undefined {
  switch (event.type) {
    case 'frameOpened':
      return 'opened'
    case 'signInStarted':
      return 'pressed'
    case 'signedIn':
    case 'bootstrapEnded':
    case 'putStarted':
      return event.type
    case 'answered':
      return event.answer.kind === 'written' ? 'putEnded' : undefined
    default:
      return undefined
  }
}

type Sentence = Pick<TimelineEntry, 'tone' | 'text'>

/** Returns the line of an event in the timeline. */
function describeEvent(event: AppEvent): Sentence {
  switch (event.type) {
    case 'restored':
      return good('The stored session was restored')
    case 'notRestored':
      return step(`No session to restore (${event.reason})`)
    case 'signInStarted':
      return step('Sign-in started')
    case 'stageReached':
      return step(`OpenKey · ${event.method}: ${stages[event.stage]}`)
    case 'bootstrapReported': {
      const { status, errorCode } = event.bootstrap
      return step(`Account bootstrap: ${status}${errorCode ? ` (${errorCode})` : ''}`)
    }
    case 'bootstrapEnded':
      return event.outcome === 'complete' ? good('The account is complete') : step('The account cannot be read')
    case 'frameOpened':
      return step('The widget is loaded in advance')
    case 'putStarted':
      return step(`Storing “${event.key}”`)
    case 'signedIn':
      return good('Signed in')
    case 'signedOut':
      return step('Signed out')
    case 'answered':
      return good(describeAnswer(event.answer))
    case 'shared':
      return good(`Shared “${event.shared.key}” by a link`)
    case 'shareRevoked':
      return step(`Revoked a link to “${event.shared.key}”`)
    case 'sharedRead':
      return good(`Read “${event.key}”, which was shared with you`)
    case 'signStarted':
      return step('Signature requested')
    case 'signed':
      return good('Message signed')
    case 'ponged':
      return good('OpenKey responded')
    case 'disconnected':
      return step('Disconnected from OpenKey')
    case 'signInFailed':
    case 'failed':
      return { tone: 'bad', text: event.problem.code || event.problem.message }
  }
}

const stages: Readonly<Record<Stage, string>> = {
  waiting: 'waiting for you',
  authenticating: 'signing you in',
  reviewing: 'showing the request',
  signing: 'signing',
  done: 'done',
}

function describeAnswer(answer: ValueAnswer): string {
  switch (answer.kind) {
    case 'value':
      return `Read “${answer.key}”`
    case 'keys':
      return `Listed ${answer.keys.length} ${answer.keys.length === 1 ? 'key' : 'keys'}`
    case 'written':
      return `Wrote “${answer.key}”`
    case 'deleted':
      return `Deleted “${answer.key}”`
  }
}

function step(text: string): Sentence {
  return { tone: 'step', text }
}

function good(text: string): Sentence {
  return { tone: 'good', text }
}
