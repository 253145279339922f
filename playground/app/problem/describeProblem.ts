import { type ErrorCode, isOpenKeyError } from '@openkey/host-sdk'
import { TinyCloudError, type TinyCloudErrorCode } from '../../web-sdk/index.ts'

/** An error, explained. */
export type Problem = {
  /** Error code. Empty for an error of the app itself. */
  readonly code: string
  readonly message: string
  /** Steps that resolve it. */
  readonly fix: string
  /** Details of this occurrence, as `name: value`. */
  readonly facts: readonly string[]
  /** Location of the documentation of the code. */
  readonly docsPath: string | undefined
}

/** Explains an error of any kind, with advice for each error code. */
export function describeProblem(error: unknown): Problem {
  if (isOpenKeyError(error)) {
    const { code, message, details, docsPath } = error
    return { code, message, fix: openKeyFixes[code], facts: listFacts(details), docsPath }
  }
  if (error instanceof TinyCloudError) {
    const { code, message, details } = error
    const docsPath = `playground/sdk-core/README.md#${code}`
    return { code, message, fix: tinyCloudFixes[code], facts: listFacts(details), docsPath }
  }
  const message = error instanceof Error ? error.message : String(error)
  return {
    code: '',
    message,
    fix: 'This error comes from the app itself. Check its code.',
    facts: [],
    docsPath: undefined,
  }
}

function listFacts(details: Readonly<Record<string, string | number | undefined>>): readonly string[] {
  return Object.entries(details).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]))
}

/** How to resolve each error of the TinyCloud client. */
const tinyCloudFixes: Readonly<Record<TinyCloudErrorCode, string>> = {
  not_signed_in: 'Sign in first.',
  session_expired: 'Sign in again. `sessionExpirationMs` sets how long a session lasts.',
  session_rejected: 'Sign in again. If the error persists, the session does not grant this operation.',
  session_mismatch: 'Pass a signature of exactly the prepared message, made by the same account.',
  signer_missing: 'Pass `signer` to TinyCloudWeb.',
  wallet_missing: 'Install a wallet, or pass `signer` or `provider` to TinyCloudWeb.',
  wallet_ambiguous: 'Pass `providers` to TinyCloudWeb, a function that chooses a wallet.',
  wallet_invalid: 'Report this to the maker of the wallet.',
  signature_refused: 'Let `signStrategy` approve this purpose.',
  hook_failed: 'Correct the hook that is named below, or give it an `onFailure`.',
  session_storage_damaged: 'Sign in again. The file is kept under another name.',
  option_invalid: 'Correct the option that is named below.',
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
  access_declined: 'Start again, and enter the new code.',
  access_ended: 'Connect the program again.',
  signer_unreachable: 'Check the URL of the key endpoint, and try again.',
  signer_rejected: 'Read the status in the error’s details.',
}

/** How to resolve each OpenKey error, as the integrator or the user. */
const openKeyFixes: Readonly<Record<ErrorCode, string>> = {
  user_rejected: 'The user declined, so nothing is broken. Show the button again, and do not retry automatically.',
  unauthorized: 'Call `connect()` first. The account has not approved this app yet.',
  session_expired: 'Sign in to OpenKey again.',
  unsupported_method: 'Pass a SIWE message. OpenKey signs nothing else.',
  disconnected: 'Call `connect()` again.',
  busy: 'Wait until the open request has ended. OpenKey shows one request at a time.',
  rate_limited: 'Wait for `retryAfterMs` milliseconds, then try again.',
  invalid_params: 'Correct the argument that is named below.',
  internal: 'OpenKey failed unexpectedly. Try again, and report the error if it persists.',
  timeout: 'The request was not answered in time. Show the button again, or raise `timeoutMs`.',
  aborted: 'The app withdrew the request, so nothing is broken.',
  destroyed: 'Create a new client with `createOpenKey()`. This one was destroyed.',
  channel_closed: 'Try again. The widget was reloaded or removed; do not move its element within the page.',
  widget_unresponsive: 'Reload the page. The widget has stopped responding.',
  frame_blocked: 'Check `widgetUrl`, and make sure that the page’s `frame-src` allows it.',
  popup_blocked: 'Open the window from a click, or allow pop-ups for this page.',
  opener_severed: 'Send `Cross-Origin-Opener-Policy: same-origin-allow-popups` with this page.',
  presentation_unavailable: 'Choose another `presentation`.',
  version_mismatch: 'Update the host SDK. It has no protocol version in common with the widget.',
  insecure_context: 'Serve the page over HTTPS, or on localhost.',
  origin_not_allowed: 'Ask the operator of the widget to allow this origin.',
  credentialless_frame: 'Remove the `credentialless` attribute from the iframe.',
  nested_frame: 'Use OpenKey in the top-level page, not inside an iframe.',
  passkey_unavailable: 'Use an email code, or a browser and device that support passkeys.',
  message_too_large: 'Request fewer capabilities. A message can have at most 32 KiB.',
  siwe_malformed: 'Correct the field that is named below. The message must conform to EIP-4361.',
  siwe_not_canonical: 'Create the message with a SIWE library, so that its text has the canonical form.',
  siwe_uri_mismatch: 'Set `URI` to the session key’s did:key URL, or to a URL of this origin if there is no ReCap.',
  siwe_expired: 'Prepare a new message, and check the clock of this device.',
  siwe_not_yet_valid: 'Check the clock that set `Issued At` or `Not Before`.',
  siwe_lifetime_exceeded: 'Request a shorter session.',
  domain_mismatch: 'Set the domain of the message to this page’s host and port, as shown below.',
  address_mismatch: 'Prepare the message for the connected account, with its EIP-55 address.',
  key_not_found: 'Connect again. This key belongs to another account, or was archived.',
  chain_unsupported: 'Use a chain that is listed in the configuration of the widget.',
  nonce_reused: 'Use a new nonce for each message.',
  recap_malformed: 'Create the ReCap with a library. It must be canonical, and the last resource.',
  recap_statement_mismatch: 'End the statement with exactly the sentence that is generated from the ReCap.',
  key_endpoint_unreachable: 'Try again. If the error persists, the key endpoint is down.',
  key_endpoint_rejected: 'Connect again. If the error persists, check the log of the key endpoint.',
  signature_invalid:
    'Report this error. The key endpoint returned a signature of another account, and OpenKey discarded it.',
}
