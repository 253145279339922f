/** One event. Must never contain a message to sign, a code, a token, key material or an email address. */
export type LogEntry = {
  readonly event: string
  /** Id of the request, which its response carries. */
  readonly requestId?: string
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
  /** Why a signature was requested: one of the known purposes. */
  readonly purpose?: string
  /** Id of the program that asked: one of the known programs. */
  readonly program?: string
  /** Stable name of the reason. */
  readonly reason?: string
  /** Class names of an unexpected error and its causes. Their messages may quote user input, so they are omitted. */
  readonly error?: string
  /** Code of the database or the operating system. */
  readonly errorCode?: string
  /** Where an unexpected error was created. */
  readonly stack?: string
}

export type Log = (entry: LogEntry) => void

/** Events that an operator has to act on. */
const failures = /failed|lost|unavailable|unexpected/

/** Returns the level of an event in the log. */
export function levelOf({ event, outcome, bootstrap, error }: LogEntry): 'debug' | 'info' | 'error' {
  if (failures.test(event) || error !== undefined || outcome === 'failed' || bootstrap === 'failed') return 'error'
  return event === 'request' ? 'debug' : 'info'
}
