import type { Bootstrap } from '@openkey/host-sdk'
import type { Share } from '../../web-sdk/index.ts'
import type { Problem } from '../problem/describeProblem.ts'
import type { Mark } from '../waterfall/signInSpans.ts'

export type Identity = {
  /** Primary DID. */
  readonly did: string
  readonly sessionDid: string
  readonly address: string
  readonly spaceId: string
}

export type SessionState =
  | { readonly phase: 'restoring' }
  | { readonly phase: 'signedOut' }
  | { readonly phase: 'signingIn' }
  | { readonly phase: 'signedIn'; readonly identity: Identity }

/** Result of the last storage operation. */
export type ValueAnswer =
  | { readonly kind: 'value'; readonly key: string; readonly text: string }
  | { readonly kind: 'keys'; readonly keys: readonly string[] }
  | { readonly kind: 'written' | 'deleted'; readonly key: string }

/** A value of the user that a link shares. */
export type SharedValue = { readonly key: string; readonly share: Share }

export type TimelineEntry = {
  readonly id: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly tone: 'step' | 'good' | 'bad'
  readonly text: string
}

export type AppState = {
  readonly session: SessionState
  /** Outcome of provisioning, if a signature reported one. Information only. */
  readonly bootstrap: Bootstrap | undefined
  /** When the steps of a sign-in have happened, for the waterfall. Oldest first. */
  readonly marks: readonly Mark[]
  readonly answer: ValueAnswer | undefined
  /** Links that were created on this page and not revoked. */
  readonly shares: readonly SharedValue[]
  /** Value of the link that the page was opened with. */
  readonly sharedText: string | undefined
  /** Signature requested in the advanced panel. */
  readonly signature: string | undefined
  readonly problem: Problem | undefined
  /** Oldest first. */
  readonly timeline: readonly TimelineEntry[]
}

export const initialState: AppState = {
  session: { phase: 'restoring' },
  bootstrap: undefined,
  marks: [],
  answer: undefined,
  shares: [],
  sharedText: undefined,
  signature: undefined,
  problem: undefined,
  timeline: [],
}
