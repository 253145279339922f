import type { OpenKeyError } from '@openkey/protocol'

/**
 * The fields of an `OpenKeyError` that this class uses. The error may come from another copy of the SDK on the page.
 */
export type OpenKeyFailure = Pick<OpenKeyError, 'message' | 'number' | 'code' | 'details'>

/**
 * An `OpenKeyError` in the form of EIP-1193: `code` is its number. `data` and `cause` hold the rest.
 * @see https://eips.ethereum.org/EIPS/eip-1193#errors
 * @example
 * if (error instanceof ProviderRpcError && error.code === 4001) return // rejected by the user
 */
export class ProviderRpcError extends Error {
  override readonly name = 'ProviderRpcError'
  /** A number of EIP-1193 or JSON-RPC, or one of OpenKey's own from −32000 down. */
  readonly code: number
  /** Plain data, because clients copy it as JSON. */
  readonly data: Pick<OpenKeyFailure, 'code' | 'details'>

  constructor(cause: OpenKeyFailure) {
    const { message, number, code, details } = cause
    super(message, { cause })
    this.code = number
    this.data = { code, details }
  }
}

/** Converts an `OpenKeyError`. Returns any other value unchanged. */
export function toProviderRpcError(error: unknown): unknown {
  return isFailure(error) ? new ProviderRpcError(error) : error
}

function isFailure(error: unknown): error is OpenKeyFailure {
  return error instanceof Error && 'number' in error && 'details' in error
}
