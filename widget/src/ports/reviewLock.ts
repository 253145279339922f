/**
 * The right to ask the user something (S19): of all frames and tabs that serve one bound origin in one partition,
 * one has it. Never rejects: where the browser keeps no such locks, each page has its own.
 */
export type ReviewLock = {
  /** Resolves to whether this document holds the lock. Acquiring it again while holding it has no effect. */
  acquire(): Promise<boolean>
  /** Releases the lock. */
  release(): void
}
