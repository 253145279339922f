export type NodeCallFailure = 'unreachable' | 'timeout' | 'refused' | 'too_large' | 'malformed' | 'space_skipped'

/** A call to the node that did not do its work. Carries nothing the node said: that could be anything. */
export class NodeCallError extends Error {
  override readonly name = 'NodeCallError'
  readonly failure: NodeCallFailure
  /** HTTP status, with `refused`. */
  readonly status: number | undefined

  constructor(
    failure: NodeCallFailure,
    { status, cause }: { readonly status?: number; readonly cause?: unknown } = {},
  ) {
    super(status === undefined ? `The node's answer: ${failure}.` : `The node refused with ${status}.`, { cause })
    this.failure = failure
    this.status = status
  }
}
