/** Every error of the node: its HTTP status and the text of its body. Clients match on these texts. */
export const nodeErrors = {
  header_missing: [401, 'Unauthorized'],
  header_undecodable: [401, 'Unauthorized'],
  header_too_large: [431, 'Request header too large'],

  delegation_time: [401, 'Delegation expired or not yet valid'],
  signature_invalid: [401, 'Failed to verify signature'],
  recap_invalid: [401, 'Invalid ReCap'],
  unauthorized_delegator: [401, 'Unauthorized Delegator'],
  unauthorized_capability: [401, 'Unauthorized Capability'],
  parent_missing: [401, 'Cannot find parent delegation'],
  child_expiry: [401, 'Child delegation expiry exceeds parent expiry'],
  child_not_before: [401, 'Child delegation not_before precedes parent not_before'],
  child_caveats: [401, 'child-caveats-not-subset-of-parent'],
  delegation_revoked: [401, 'delegation-revoked'],
  parent_revoked: [401, 'delegation-parent-revoked'],
  ancestor_revoked: [401, 'delegation-ancestor-revoked'],
  parent_terminal: [401, 'terminal-parent-cannot-redelegate'],
  chain_too_long: [401, 'delegation-chain-traversal-limit-exceeded'],
  parents_too_wide: [401, 'The parent delegations have too many capabilities'],
  caveats_too_many: [401, 'Too many caveats to compare'],

  invocation_time: [401, 'Invocation expired or not yet valid'],
  invocation_lifetime: [401, 'Invocation lifetime exceeds server maximum'],
  invocation_replayed: [409, 'duplicate invocation'],
  unauthorized_invoker: [401, 'Unauthorized Invoker'],
  unauthorized_action: [401, 'Unauthorized Action'],
  invocation_caveats: [401, 'invocation-caveats-not-subset-of-chain'],

  revocation_refused: [403, 'Revocation refused'],
  status_refused: [403, 'Status refused'],
  query_refused: [403, 'Query refused'],

  delegations_too_many: [403, 'Too many delegations for spaces that are not hosted here'],
  space_refused: [403, 'Space not allowed on this node'],
  allowlist_unavailable: [503, 'Allowlist unavailable'],
  space_malformed: [400, 'Invalid space ID'],
  space_not_found: [404, 'Space not found'],
  route_not_found: [404, 'Not found'],

  network_id_malformed: [400, 'Invalid network ID'],
  audience_mismatch: [401, 'Invocation is for another node'],
  network_mismatch: [401, 'Invocation does not match its request'],
  network_revoked: [401, 'network has been revoked'],
  nonce_missing: [401, 'nonce missing'],
  nonce_used: [401, 'nonce already used'],
  network_not_found: [404, 'network not found'],
  network_exists: [409, 'network already exists'],
  network_ambiguous: [409, 'several accounts have a network of this name: ownerDid is required'],
  key_not_unwrapped: [400, 'The wrapped key does not open'],
  decrypt_refused: [403, 'Decryption refused'],

  request_malformed: [400, 'Bad Request'],
  body_too_large: [413, 'Request body too large'],
  response_too_large: [413, 'Response too large'],
  quota_exhausted: [402, 'Storage quota exhausted'],
  quota_exceeded: [413, 'Storage quota would be exceeded'],
  key_not_found: [404, 'No Such Key'],
  precondition_failed: [412, 'KV precondition failed'],

  sql_statement: [400, 'Invalid statement'],
  sql_parse: [400, 'Parse error'],
  sql_failed: [400, 'SQLite error'],
  sql_schema: [400, 'Schema error'],
  sql_permission: [403, 'Permission denied'],
  sql_read_only: [403, 'Read-only violation'],
  sql_database_not_found: [404, 'Database not found'],
  sql_spaces: [400, 'Ambiguous sql capabilities span multiple spaces'],
  sql_paths: [400, 'Ambiguous sql capabilities span multiple database paths'],
  sql_only_statements: [403, 'sql-statement-not-allowed'],
  sql_no_query: [403, 'sql-raw-query-blocked'],
  sql_no_execute: [403, 'sql-raw-execute-blocked'],
  sql_no_batch: [403, 'sql-batch-blocked'],
  sql_no_export: [403, 'sql-export-blocked'],
  sql_fixed_param: [403, 'sql-fixed-param-override'],

  not_implemented: [501, 'Not implemented'],

  rate_limited: [429, 'Too many requests'],
  storage_full: [507, 'Storage is full'],
  memory_exhausted: [503, 'Too many requests are in progress'],
  sql_busy: [503, 'SQL is busy'],
  storage_busy: [503, 'Storage is busy'],
  storage_unavailable: [503, 'Storage is unavailable'],
  closed: [503, 'The node is stopping'],
  internal: [500, 'Internal server error'],
} as const satisfies Record<string, readonly [status: number, text: string]>

export type NodeErrorCode = keyof typeof nodeErrors

/** An error that is reported to the caller. `detail` is appended to the text, so it must not reveal internal data. */
export class NodeError extends Error {
  override readonly name = 'NodeError'
  readonly code: NodeErrorCode
  readonly status: number

  constructor(code: NodeErrorCode, detail?: string, options?: { readonly cause?: unknown }) {
    const [status, text] = nodeErrors[code]
    super(detail === undefined ? text : `${text}: ${detail}`, options)
    this.code = code
    this.status = status
  }
}
