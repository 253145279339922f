import type { TinyCloudErrorCode } from '../../web-sdk/index.ts'

/** How to resolve each error of the TinyCloud client. */
export const tinyCloudFixes: Readonly<Record<TinyCloudErrorCode, string>> = {
  not_signed_in: 'Sign in first.',
  session_expired: 'Sign in again. `sessionExpirationMs` sets how long a session lasts.',
  session_rejected: 'Sign in again. If the error persists, the session does not grant this operation.',
  session_mismatch: 'Pass a signature of exactly the prepared message, made by the same account.',
  signer_missing: 'Pass `signer` to TinyCloudWeb.',
  protocol_mismatch: 'Use a client and a node of the same protocol version.',
  node_unreachable:
    'Check that the node is running, and that `tinycloudHosts` and the page’s `connect-src` contain its URL.',
  node_rejected: 'See the message of the node below.',
  space_not_hosted: 'Try again, and approve the request to host the space on the node.',
  key_not_found: 'Put a value under this key first.',
  key_invalid: 'Choose a key of 1 to 1024 characters.',
  precondition_failed: 'Read the value again. It was changed in the meantime.',
  value_invalid: 'Store text, bytes or a JSON value.',
  sql_rejected: 'See the message of the node below.',
  name_invalid: 'Choose another name for the space or database.',
  delegatee_invalid: 'Delegate to the other user’s `tc.did`, read after `signIn()`.',
  delegation_invalid: 'Request a new delegation for a node that is listed in `tinycloudHosts`.',
  capability_request_invalid: 'Correct the member of the manifest or request that is named below.',
  network_not_owned: 'Ask the owner of the network to create it.',
}
