/** One event. Must never contain a message to sign, a code, a token, key material or an email address. */
export type LogEntry = {
  readonly event: string
  readonly method?: string
  /** Pattern of the route. The path would contain ids. */
  readonly route?: string
  readonly status?: number
  readonly durationMs?: number
  /** State or status of the bootstrap. */
  readonly bootstrap?: string
  /** Id of a step of the bootstrap. */
  readonly step?: string
  readonly outcome?: string
  /** Stable name of the reason. */
  readonly reason?: string
  /** Class name of an unexpected error. Its message may quote user input, so it is omitted. */
  readonly error?: string
}

export type Log = (entry: LogEntry) => void
