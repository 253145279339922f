/** How one step went. */
export type StepTiming = {
  readonly step: string
  /** Milliseconds since the attempt was claimed. */
  readonly startedAfterMs: number
  readonly durationMs: number
  readonly outcome: 'done' | 'failed'
  /** Why it failed: a name of ours, never what anybody said. */
  readonly failure?: string
  /** HTTP status with which the node refused. */
  readonly status?: number
}
