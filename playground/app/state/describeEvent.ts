import type { Stage } from '@openkey/host-sdk'
import type { AppEvent } from './appEvent.ts'
import type { TimelineEntry, ValueAnswer } from './appState.ts'

type Sentence = Pick<TimelineEntry, 'tone' | 'text'>

/** Returns the line of an event in the timeline. */
export function describeEvent(event: AppEvent): Sentence {
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
    case 'signedIn':
      return good('Signed in')
    case 'signedOut':
      return step('Signed out')
    case 'answered':
      return good(describeAnswer(event.answer))
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
