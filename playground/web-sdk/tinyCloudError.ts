/** Every way an operation of this client can fail. Codes are API; prose may change. */
export type TinyCloudErrorCode =
  /** No session: sign in first. */
  | 'not_signed_in'
  /** The session's time is over: sign in again. */
  | 'session_expired'
  /** The node does not accept the session or the operation is outside what it grants. */
  | 'session_rejected'
  /** The prepared session, the signature or the key do not belong together. */
  | 'session_mismatch'
  /** No wallet was given, and this operation needs a signature. */
  | 'signer_missing'
  /** The node speaks another protocol version. */
  | 'protocol_mismatch'
  /** No answer from the node within its time. */
  | 'node_unreachable'
  /** The node answered with an error of its own. */
  | 'node_rejected'
  /** The node does not host the user's space. */
  | 'space_not_hosted'
  /** There is no value under this key. */
  | 'key_not_found'
  /** The key cannot stand in a resource: it is empty, too long or not well-formed Unicode. */
  | 'key_invalid'
  /** The condition of a write does not hold; nothing was changed. */
  | 'precondition_failed'
  /** A value could not be turned into a body, or a body into a value. */
  | 'value_invalid'
  /** The node refuses the statement, or SQLite does. */
  | 'sql_rejected'
  /** A name that cannot stand in the id of a space or database. */
  | 'name_invalid'
  /** Who is to receive a delegation is no primary DID; or a delegation is for somebody else than this client. */
  | 'delegatee_invalid'
  /** A delegation that cannot be read, whose parts do not belong together, or of a node this client does not use. */
  | 'delegation_invalid'
  /** A manifest or capability request that cannot be read, or names nothing that could be granted. */
  | 'capability_request_invalid'
  /** Only its owner can make an encryption network. */
  | 'network_not_owned'

/** Facts a program can act on. */
export type TinyCloudErrorDetails = {
  readonly host?: string
  readonly status?: number
  readonly expected?: string
  readonly received?: string
}

export type TinyCloudErrorOptions = { readonly details?: TinyCloudErrorDetails; readonly cause?: unknown }

/** The one error class of this client: `code` is the discriminant. */
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
