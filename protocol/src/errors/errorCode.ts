/**
 * Every way a call can fail, as [EIP-1193 / JSON-RPC number, worth retrying].
 * Codes are API: renaming one is a breaking change. `protocol/README.md` lists their causes and fixes.
 */
export const errorCodes = {
  user_rejected: [4001, false],
  unauthorized: [4100, false],
  session_expired: [4100, true],
  unsupported_method: [4200, false],
  disconnected: [4900, true],
  busy: [-32002, true],
  rate_limited: [-32005, true],
  invalid_params: [-32602, false],
  internal: [-32603, false],
  timeout: [-32000, true],
  aborted: [-32001, true],
  destroyed: [-32003, false],
  channel_closed: [-32004, true],
  widget_unresponsive: [-32006, true],
  frame_blocked: [-32007, false],
  popup_blocked: [-32008, true],
  opener_severed: [-32009, false],
  presentation_unavailable: [-32010, false],
  version_mismatch: [-32011, false],
  insecure_context: [-32012, false],
  origin_not_allowed: [-32013, false],
  nested_frame: [-32014, false],
  passkey_unavailable: [-32015, true],
  message_too_large: [-32016, false],
  credentialless_frame: [-32017, false],
  siwe_malformed: [-32020, false],
  siwe_not_canonical: [-32021, false],
  siwe_uri_mismatch: [-32022, false],
  siwe_expired: [-32023, false],
  siwe_not_yet_valid: [-32024, false],
  siwe_lifetime_exceeded: [-32025, false],
  domain_mismatch: [-32026, false],
  address_mismatch: [-32027, false],
  key_not_found: [-32028, false],
  chain_unsupported: [-32029, false],
  nonce_reused: [-32030, false],
  recap_malformed: [-32031, false],
  recap_statement_mismatch: [-32032, false],
  key_endpoint_unreachable: [-32040, true],
  key_endpoint_rejected: [-32041, false],
  signature_invalid: [-32042, false],
} as const satisfies Record<string, readonly [number: number, retryable: boolean]>

export type ErrorCode = keyof typeof errorCodes

export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorCodes, text)
}
