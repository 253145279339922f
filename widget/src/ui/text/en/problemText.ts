import type { ErrorCode } from '@openkey/protocol'

export type ProblemText = { readonly title: string; readonly body: string }

const notSigned = 'Nothing was signed.'

const unreadable: ProblemText = {
  title: 'This request was refused',
  body: `What the app sent is not a sign-in message that says exactly what it does, so there is nothing safe to show you. ${notSigned}`,
}

const misleading: ProblemText = {
  title: 'This request was refused',
  body: `The message says one thing and would allow another. ${notSigned}`,
}

const texts: Partial<Record<ErrorCode, ProblemText>> = {
  key_endpoint_unreachable: {
    title: 'OpenKey cannot be reached',
    body: `Check your connection and try again. ${notSigned}`,
  },
  key_endpoint_rejected: {
    title: 'OpenKey did not accept this',
    body: `The request was turned down. You can try again, or leave and start over. ${notSigned}`,
  },
  rate_limited: {
    title: 'One moment, please',
    body: `That was a lot of tries. Wait a little, then try again. ${notSigned}`,
  },
  session_expired: { title: 'You are signed out', body: `Sign in again to go on. ${notSigned}` },
  signature_invalid: {
    title: 'The signature was thrown away',
    body: 'It was not made by your key, so it was not handed to the app.',
  },
  address_mismatch: {
    title: 'This is for another account',
    body: `The app asks for a signature of another account than the one you use here. ${notSigned}`,
  },
  key_not_found: {
    title: 'That key is not yours',
    body: `The app asks for a key your account does not have. ${notSigned}`,
  },
  chain_unsupported: {
    title: 'This chain is not supported',
    body: `The app asks for a chain OpenKey does not serve. ${notSigned}`,
  },
  nonce_reused: {
    title: 'This was used before',
    body: `You signed another message with the same one-time number. Go back to the app and start again. ${notSigned}`,
  },
  domain_mismatch: {
    title: 'This request is for another site',
    body: `It would sign you in somewhere else than where you are. ${notSigned}`,
  },
  siwe_expired: { title: 'This request has expired', body: `Go back to the app and start again. ${notSigned}` },
  siwe_not_yet_valid: {
    title: 'This request is not valid yet',
    body: `It starts in the future. If that looks wrong, check the clock of this device. ${notSigned}`,
  },
  siwe_lifetime_exceeded: {
    title: 'This request lasts too long',
    body: `The app asks for access without an end that OpenKey allows. ${notSigned}`,
  },
  recap_malformed: misleading,
  recap_statement_mismatch: misleading,
  siwe_uri_mismatch: misleading,
  siwe_malformed: unreadable,
  siwe_not_canonical: unreadable,
  message_too_large: unreadable,
  nested_frame: {
    title: 'This page works inside an app',
    body: 'It has to be opened by the app itself, not by a page within it.',
  },
  credentialless_frame: {
    title: 'OpenKey cannot be used here',
    body: 'This page shows OpenKey in a way that forgets what you approve. Your account is not affected.',
  },
  presentation_unavailable: {
    title: 'This page works inside an app',
    body: 'Go to the app you want to sign in to. It will open OpenKey for you.',
  },
  origin_not_allowed: {
    title: 'OpenKey is not available here',
    body: 'This page may not use OpenKey. Your account is not affected.',
  },
  popup_blocked: {
    title: 'No window was opened',
    body: `Your browser kept the window from opening. Allow windows for this site, then try again. ${notSigned}`,
  },
  opener_severed: {
    title: 'The window cannot answer',
    body: `This app cuts windows off from the page they belong to, so OpenKey cannot go on in one. ${notSigned}`,
  },
  version_mismatch: {
    title: 'This app needs an update',
    body: 'The app and OpenKey do not speak the same version. Reload the page; if that does not help, tell the app’s makers.',
  },
}

const fallback: ProblemText = { title: 'Something went wrong', body: `Close this and try again. ${notSigned}` }

/** What a failure means for the person in front of it. Calm, and clear about what did not happen. */
export function problemText(code: ErrorCode): ProblemText {
  return texts[code] ?? fallback
}
