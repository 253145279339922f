import type { ClientSession } from './completeSignIn.ts'

/** A change in the session of a client. */
export type ClientEvent =
  | { readonly type: 'signed-in' | 'restored'; readonly session: ClientSession }
  /** An operation found that the session has expired. Reported once per session. */
  | { readonly type: 'expired'; readonly session: ClientSession }
  | { readonly type: 'sign-in-failed'; readonly error: unknown }
