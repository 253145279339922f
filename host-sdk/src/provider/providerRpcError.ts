import type { OpenKeyError } from '@openkey/protocol'

/** What this takes of an `OpenKeyError`, which may be of another copy of the SDK on the page. */
export type Failure = Pick<OpenKeyError, 'message' | 'number' | 'code' | 'details'>

/** A failure as EIP-1193 has it: `code` is its number; what an `OpenKeyError` says besides is in `data` and `cause`. */
export class ProviderRpcError extends Error {
  override readonly name = 'ProviderRpcError'
  /** Number of EIP-1193 or JSON-RPC, or one of our own from −32000 down. */
  readonly code: number
  /** Plain data, since clients copy it as JSON. */
  readonly data: Pick<Failure, 'code' | 'details'>

  constructor(cause: Failure) {
    const { message, number, code, details } = cause
    super(message, { cause })
    this.code = number
    this.data = { code, details }
  }
}

/** What a client of EIP-1193 is to be thrown. What is no failure of the SDK stays what it is. */
export function toProviderRpcError(error: unknown): unknown {
  return isFailure(error) ? new ProviderRpcError(error) : error
}

function isFailure(error: unknown): error is Failure {
  return error instanceof Error && 'number' in error && 'details' in error
}
