import type { TinyCloudErrorCode } from '../../web-sdk/index.ts'

/** What to do about each failure of the TinyCloud client. */
export const tinyCloudFixes: Readonly<Record<TinyCloudErrorCode, string>> = {
  not_signed_in: 'Sign in first.',
  session_expired: 'Sign in again. `sessionExpirationMs` sets how long a session lasts.',
  session_rejected: 'Sign in again. If it repeats, the session does not grant this operation.',
  session_mismatch: 'Give the signature of exactly the prepared message, by the account that prepared it.',
  signer_missing: 'Pass `signer` to TinyCloudWeb.',
  protocol_mismatch: 'Use a client and a node of the same protocol version.',
  node_unreachable: 'Check that the node runs and that its URL is in `tinycloudHosts` and in the page’s `connect-src`.',
  node_rejected: 'Read the node’s sentence in the facts below.',
  space_not_hosted: 'Do it again and approve the request that lets the node host the space.',
  key_not_found: 'Put a value under this key first.',
  key_invalid: 'Choose a key of 1 to 1024 characters.',
  precondition_failed: 'Read the value again: somebody wrote it meanwhile.',
  value_invalid: 'Store text, bytes or a JSON value.',
  sql_rejected: 'Read the node’s sentence in the facts below.',
  name_invalid: 'Choose another name for the space or database.',
  delegatee_invalid: 'Delegate to the other user’s `tc.did` as it is after signIn().',
  delegation_invalid: 'Ask for a fresh delegation, of a node that is in `tinycloudHosts`.',
  capability_request_invalid: 'Correct the member of the manifest or request that the facts below name.',
  network_not_owned: 'Ask the owner of the network to make it.',
}
