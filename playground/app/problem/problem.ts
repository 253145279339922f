/** A failure as a person reads it. */
export type Problem = {
  /** Stable name of the failure; empty when it is none of ours. */
  readonly code: string
  readonly message: string
  /** What to do about it. */
  readonly fix: string
  /** Facts of this one case, as `name: value`. */
  readonly facts: readonly string[]
  /** Where the code is explained. */
  readonly docsPath: string | undefined
}
