import { packageVersion } from '../packageVersion.ts'
import { type ErrorCode, errorCodes } from './errorCode.ts'

/** Facts that a program can act on. */
export type ErrorDetails = {
  /** How the user rejected the request: `declined`, `closed`, `escape`, `window_closed`. */
  readonly how?: string
  /** The value that a check expected, for example the SIWE domain of this page. */
  readonly expected?: string
  /** The value that it received. */
  readonly received?: string
  /** The invalid field, for example `Expiration Time`. */
  readonly field?: string
  /** HTTP status of the key endpoint. */
  readonly status?: number
  /** Time to wait before the next attempt, in milliseconds. */
  readonly retryAfterMs?: number
}

export type OpenKeyErrorOptions = { readonly details?: ErrorDetails | undefined; readonly cause?: unknown }

/** Marks the errors of every copy and entry of the SDK on a page. */
const brand: unique symbol = Symbol.for('@openkey/error')

/**
 * The error that every call rejects with. Branch on `code`: `message` is prose and may change. `name` is derived from
 * the code, for example `UserRejectedError`.
 * @example
 * if (error instanceof OpenKeyError) console.error(error.code, error.message, error.docsPath)
 */
export class OpenKeyError<Code extends ErrorCode = ErrorCode> extends Error {
  /** Base of `docsPath`. Set it to host the documentation of errors yourself. */
  static docsBaseUrl = 'https://openkey.so/docs/errors'

  // Declared here, because assigning it would fail if a page has frozen `Error.prototype`.
  override readonly name: string = ''
  declare readonly code: Code
  /** EIP-1193 or JSON-RPC number of the code. */
  declare readonly number: number
  /** Whether the same call may succeed later. */
  declare readonly retryable: boolean
  declare readonly details: ErrorDetails
  /** URL of the documentation of the code. */
  declare readonly docsPath: string
  /** Version of the SDK. */
  declare readonly version: string
  declare readonly [brand]: true

  constructor(code: Code, message: string, { details = {}, cause }: OpenKeyErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause })
    const [number, retryable] = errorCodes[code]
    const name = `${code.replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase())}Error`
    const docsPath = `${OpenKeyError.docsBaseUrl}#${code}`
    Object.assign(this, { name, code, number, retryable, details, docsPath, version: packageVersion, [brand]: true })
  }
}

/**
 * Narrows a caught value to an `OpenKeyError`, and to one code if it is given. Recognizes the errors of every copy of the
 * SDK, unlike `instanceof`.
 * @example
 * if (isOpenKeyError(error, 'user_rejected')) return
 */
export function isOpenKeyError<Code extends ErrorCode>(value: unknown, code?: Code): value is OpenKeyError<Code> {
  if (!(value instanceof Error) || !(brand in value)) return false
  return code === undefined || ('code' in value && value.code === code)
}
