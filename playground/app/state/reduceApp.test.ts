import { describe, expect, test } from 'vitest'
import type { Share } from '../../web-sdk/index.ts'
import type { Problem } from '../problem/describeProblem.ts'
import type { AppEvent } from './appEvent.ts'
import { type AppState, type Identity, initialState } from './appState.ts'
import { reduceApp } from './reduceApp.ts'

const identity: Identity = { did: 'did:pkh:a', sessionDid: 'did:key:b', address: '0xa', spaceId: 'tinycloud:a:default' }
const problem: Problem = { code: 'user_rejected', message: 'No.', fix: 'Ask later.', facts: [], docsPath: undefined }

describe('reduceApp', () => {
  test('goes through a sign-in from the first press to the account', () => {
    const state = play([
      { type: 'notRestored', reason: 'missing' },
      { type: 'signInStarted' },
      { type: 'stageReached', method: 'signSiwe', stage: 'reviewing' },
      { type: 'bootstrapReported', bootstrap: { status: 'skipped' } },
      { type: 'signedIn', identity },
    ])
    expect(state).toEqual({
      ...initialState,
      session: { phase: 'signedIn', identity },
      bootstrap: { status: 'skipped' },
      answer: undefined,
      signature: undefined,
      problem: undefined,
      marks: [
        { name: 'pressed', at: 1 },
        { name: 'signedIn', at: 4 },
      ],
      timeline: [
        { id: 1, at: 0, tone: 'step', text: 'No session to restore (missing)' },
        { id: 2, at: 1, tone: 'step', text: 'Sign-in started' },
        { id: 3, at: 2, tone: 'step', text: 'OpenKey · signSiwe: showing the request' },
        { id: 4, at: 3, tone: 'step', text: 'Account bootstrap: skipped' },
        { id: 5, at: 4, tone: 'good', text: 'Signed in' },
      ],
    })
  })

  test('a failed sign-in leaves the page signed out and reports the problem', () => {
    const state = play([{ type: 'signInStarted' }, { type: 'signInFailed', problem }])
    expect(state.session).toEqual({ phase: 'signedOut' })
    expect(state.problem).toEqual(problem)
    expect(state.timeline.at(-1)).toEqual({ id: 2, at: 1, tone: 'bad', text: 'user_rejected' })
  })

  test('a storage failure keeps the session', () => {
    const state = play([
      { type: 'signedIn', identity },
      { type: 'failed', problem },
    ])
    expect(state.session).toEqual({ phase: 'signedIn', identity })
  })

  test('a success clears an earlier problem', () => {
    const answer = { kind: 'written', key: 'a' } as const
    const state = play([
      { type: 'failed', problem },
      { type: 'answered', answer },
    ])
    expect(state).toMatchObject({ problem: undefined, answer })
  })

  test('a link is listed until it is revoked', () => {
    const shared = { key: 'a', share: { link: '#tinycloud-share=a', delegation: {} as Share['delegation'] } }
    const [listed, revoked] = [
      play([{ type: 'shared', shared }]),
      play([
        { type: 'shared', shared },
        { type: 'shareRevoked', shared },
      ]),
    ]
    expect([listed.shares, revoked.shares]).toEqual([[shared], []])
  })

  test('a bootstrap that is pending ends as the node says', () => {
    const pending: AppEvent = { type: 'bootstrapReported', bootstrap: { status: 'pending' } }
    const complete = play([pending, { type: 'bootstrapEnded', outcome: 'complete' }])
    const unknown = play([pending, { type: 'bootstrapEnded', outcome: 'unknown' }])
    expect([complete.bootstrap, unknown.bootstrap]).toEqual([{ status: 'complete' }, { status: 'pending' }])
  })

  test('marks when a value is on its way and stored', () => {
    const { marks } = play([
      { type: 'putStarted', key: 'a' },
      { type: 'answered', answer: { kind: 'value', key: 'a', text: '' } },
      { type: 'answered', answer: { kind: 'written', key: 'a' } },
    ])
    expect(marks).toEqual([
      { name: 'putStarted', at: 0 },
      { name: 'putEnded', at: 2 },
    ])
  })

  test('signing out clears everything except timeline and marks', () => {
    const state = play([
      { type: 'signedIn', identity },
      { type: 'bootstrapReported', bootstrap: { status: 'complete' } },
      { type: 'answered', answer: { kind: 'value', key: 'a', text: 'secret' } },
      { type: 'signedOut' },
    ])
    const { timeline, marks } = state
    expect(state).toEqual({ ...initialState, session: { phase: 'signedOut' }, timeline, marks })
    expect(state.timeline).toHaveLength(4)
  })

  test('keeps the latest 200 entries', () => {
    const state = play(Array.from({ length: 250 }, (): AppEvent => ({ type: 'ponged' })))
    expect(state.timeline.map(({ id }) => id)).toEqual(Array.from({ length: 200 }, (_, index) => index + 51))
  })
})

function play(events: readonly AppEvent[]): AppState {
  return events.reduce(reduceApp, initialState)
}
