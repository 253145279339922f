/** Error codes of this client. Codes are part of the API; messages may change. */
export type TinyCloudErrorCode =
  /** No session: sign in first. */
  | 'not_signed_in'
  /** The session has expired: sign in again. */
  | 'session_expired'
  /** The node rejects the session, or the session does not grant the operation. */
  | 'session_rejected'
  /** The prepared session, the signature and the key do not match. */
  | 'session_mismatch'
  /** The operation needs a signature, but the client has no wallet. */
  | 'signer_missing'
  /** There is no wallet on the page, or the user chose none. */
  | 'wallet_missing'
  /** There are several wallets on the page. */
  | 'wallet_ambiguous'
  /** The wallet returned a value of the wrong type. */
  | 'wallet_invalid'
  /** `signStrategy` refused a signature. */
  | 'signature_refused'
  /** A hook of `afterSignIn` failed. */
  | 'hook_failed'
  /** The file with the sessions cannot be read as such. */
  | 'session_storage_damaged'
  /** An option is unknown or has the wrong type. */
  | 'option_invalid'
  /** The node uses another protocol version. */
  | 'protocol_mismatch'
  /** The node did not respond in time. */
  | 'node_unreachable'
  /** The node responded with another error. */
  | 'node_rejected'
  /** The node does not host the user's space. */
  | 'space_not_hosted'
  /** There is no value under this key. */
  | 'key_not_found'
  /** The key is empty, too long or not well-formed Unicode. */
  | 'key_invalid'
  /** The condition of a write is not met. Nothing was changed. */
  | 'precondition_failed'
  /** A value cannot be encoded, or a stored body cannot be decoded. */
  | 'value_invalid'
  /** The node or SQLite rejects the statement. */
  | 'sql_rejected'
  /** The name is not valid for a space or database. */
  | 'name_invalid'
  /** The recipient of a delegation is not a valid DID, or a delegation is for another recipient than this client. */
  | 'delegatee_invalid'
  /** The delegation cannot be read, was modified, or belongs to a node that this client does not use. */
  | 'delegation_invalid'
  /** The manifest or capability request is invalid. */
  | 'capability_request_invalid'
  /** Only the owner can create an encryption network. */
  | 'network_not_owned'
  /** The owner declined to connect this program, or did not decide in time. */
  | 'access_declined'
  /** The owner has removed this program, or its access has expired. */
  | 'access_ended'
  /** The signer of the account did not respond. */
  | 'signer_unreachable'
  /** The signer of the account responded with another error. */
  | 'signer_rejected'

/** Facts a program can act on. */
export type TinyCloudErrorDetails = {
  readonly host?: string
  readonly status?: number
  readonly expected?: string
  readonly received?: string
}

export type TinyCloudErrorOptions = { readonly details?: TinyCloudErrorDetails; readonly cause?: unknown }

/** Every error of this client. Distinguish them by `code`. */
export class TinyCloudError extends Error {
  override readonly name = 'TinyCloudError'
  readonly code: TinyCloudErrorCode
  readonly details: TinyCloudErrorDetails

  constructor(code: TinyCloudErrorCode, message: string, { details = {}, cause }: TinyCloudErrorOptions = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.details = details
  }
}
