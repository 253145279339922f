import { type ErrorCode, errorCodes } from './errorCode.ts'

/** Facts a program can act on. Every field is bounded when it crosses a port. */
export type ErrorDetails = {
  /** How the user said no: `declined`, `closed`, `escape`, `window_closed`. */
  readonly how?: string
  /** The value a check wanted, for example the SIWE domain of this page. */
  readonly expected?: string
  /** The value it got. */
  readonly received?: string
  /** The field at fault, for example `Expiration Time`. */
  readonly field?: string
  /** HTTP status of the key endpoint. */
  readonly status?: number
  /** Time to wait before another try, in milliseconds. */
  readonly retryAfterMs?: number
}

export type OpenKeyErrorOptions = { readonly details?: ErrorDetails | undefined; readonly cause?: unknown }

/**
 * The one error class of this project: `code` is the discriminant, `message` is prose and may change.
 * `name` is derived from the code (`UserRejectedError`), so that logs and consoles read well.
 */
export class OpenKeyError<Code extends ErrorCode = ErrorCode> extends Error {
  // A field of its own, so that setting it does not meet the one of a frozen `Error.prototype`.
  override readonly name: string = ''
  declare readonly code: Code
  /** EIP-1193 or JSON-RPC number of the code. */
  declare readonly number: number
  /** Whether the same call may succeed later. */
  declare readonly retryable: boolean
  declare readonly details: ErrorDetails
  /** Section of `protocol/README.md` that explains the code. */
  declare readonly docsPath: string

  constructor(code: Code, message: string, { details = {}, cause }: OpenKeyErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause })
    const [number, retryable] = errorCodes[code]
    const name = `${code.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase())}Error`
    Object.assign(this, { name, code, number, retryable, details, docsPath: `protocol/README.md#${code}` })
  }
}

/** Narrows an unknown thrown value; with `code`, also to that one failure. */
export function isOpenKeyError<Code extends ErrorCode>(value: unknown, code?: Code): value is OpenKeyError<Code> {
  return value instanceof OpenKeyError && (code === undefined || value.code === code)
}
