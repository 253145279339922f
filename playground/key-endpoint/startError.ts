export type StartErrorCode =
  | 'configuration_invalid'
  | 'mail_transport_missing'
  | 'sealing_secret_invalid'
  | 'sealing_secret_mismatch'
  | 'sealing_secret_missing'
  | 'database_in_use'
  | 'database_newer'
  | 'database_unreachable'

/** The endpoint cannot start. Thrown before the first request, so that the operator sees it, not a user. */
export class StartError extends Error {
  override readonly name = 'StartError'
  readonly code: StartErrorCode

  constructor(code: StartErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.code = code
  }
}
