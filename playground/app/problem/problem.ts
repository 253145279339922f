/** An error, explained. */
export type Problem = {
  /** Error code. Empty for an error of the app itself. */
  readonly code: string
  readonly message: string
  /** What to do about it. */
  readonly fix: string
  /** Details of this occurrence, as `name: value`. */
  readonly facts: readonly string[]
  /** Location of the documentation of the code. */
  readonly docsPath: string | undefined
}
