import type { ClientSession } from './clientSession.ts'

/** Outcome of looking for a stored session. None of them changes the storage. */
export type RestoredSession =
  | { readonly status: 'restored'; readonly session: ClientSession }
  | {
      readonly status: /** `persistSession` is false. */
        | 'disabled'
        /** Nothing is stored. */
        | 'missing'
        | 'expired'
        /** The record cannot be read, or its parts do not belong together. */
        | 'corrupt'
        /** The storage is blocked. */
        | 'storage-unavailable'
        /** The record is sound but made for another node, another space or less than this client is set up for. */
        | 'stale'
    }
  /** The node is away or no longer accepts the session. */
  | { readonly status: 'restore-failed'; readonly error: Error }
