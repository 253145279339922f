import type { Bootstrap, Stage } from '@openkey/host-sdk'
import type { Problem } from '../problem/describeProblem.ts'
import type { Identity, SharedValue, ValueAnswer } from './appState.ts'

/** An event of the page. */
export type AppEvent =
  | { readonly type: 'restored'; readonly identity: Identity }
  | { readonly type: 'notRestored'; readonly reason: string }
  | { readonly type: 'signInStarted' }
  | { readonly type: 'stageReached'; readonly method: 'connect' | 'signSiwe'; readonly stage: Stage }
  | { readonly type: 'bootstrapReported'; readonly bootstrap: Bootstrap }
  /** The account is complete, or the page stopped waiting for it. */
  | { readonly type: 'bootstrapEnded'; readonly outcome: 'complete' | 'unknown' }
  | { readonly type: 'frameOpened' }
  | { readonly type: 'putStarted'; readonly key: string }
  | { readonly type: 'signedIn'; readonly identity: Identity }
  | { readonly type: 'signInFailed'; readonly problem: Problem }
  | { readonly type: 'signedOut' }
  | { readonly type: 'answered'; readonly answer: ValueAnswer }
  | { readonly type: 'shared'; readonly shared: SharedValue }
  | { readonly type: 'shareRevoked'; readonly shared: SharedValue }
  | { readonly type: 'sharedRead'; readonly key: string; readonly text: string }
  | { readonly type: 'signStarted' }
  | { readonly type: 'signed'; readonly signature: string }
  | { readonly type: 'ponged' }
  | { readonly type: 'disconnected' }
  | { readonly type: 'failed'; readonly problem: Problem }
