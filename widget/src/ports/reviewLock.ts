/**
 * The right to ask the user something (S19): of all frames and tabs that serve one bound origin in one partition,
 * one has it. Never rejects: where the browser keeps no such locks, each page has its own.
 */
export type ReviewLock = {
  /** Resolves to whether this document has the turn from here on. Asking again while it has it changes nothing. */
  acquire(): Promise<boolean>
  /** Lets another document have it. */
  release(): void
}
