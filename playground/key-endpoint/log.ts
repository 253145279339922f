/**
 * One thing that happened.
 * Must never carry a message to sign, a code, a token, key material or an email address.
 */
export type LogEntry = {
  readonly event: string
  readonly method?: string
  /** The route's pattern, not the path: ids stay out of the log. */
  readonly route?: string
  readonly status?: number
  readonly durationMs?: number
  /** Where the bootstrap behind a signature stands. */
  readonly bootstrap?: string
  /** Step of the bootstrap, by its id. */
  readonly step?: string
  readonly outcome?: string
  /** Stable name of why something did not happen. */
  readonly reason?: string
  /** Class name of an unexpected failure. Its text may quote what was being handled, so it is left out. */
  readonly error?: string
}

export type Log = (entry: LogEntry) => void
