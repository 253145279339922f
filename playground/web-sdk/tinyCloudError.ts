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
  /** The operation needs a signature, but the client has no `signer`. */
  | 'signer_missing'
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
