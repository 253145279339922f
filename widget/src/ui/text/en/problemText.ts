import type { ErrorCode } from '@openkey/protocol'

export type ProblemText = { readonly title: string; readonly body: string }

const notSigned = 'Nothing was signed.'

const unreadable: ProblemText = {
  title: 'This request was refused',
  body: `The app did not send a sign-in message that says exactly what it does, so OpenKey cannot show it to you safely. ${notSigned}`,
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
    body: `Too many attempts. Wait a little, then try again. ${notSigned}`,
  },
  session_expired: { title: 'You are signed out', body: `Sign in again to continue. ${notSigned}` },
  signature_invalid: {
    title: 'The signature was not valid',
    body: 'It was not made by your key, so OpenKey did not give it to the app.',
  },
  address_mismatch: {
    title: 'This is for another account',
    body: `The app asks for a signature from a different account than the one you are using. ${notSigned}`,
  },
  key_not_found: {
    title: 'You do not have this key',
    body: `The app asks for a key that is not in your account. ${notSigned}`,
  },
  chain_unsupported: {
    title: 'This chain is not supported',
    body: `The app asks for a chain that OpenKey does not support. ${notSigned}`,
  },
  nonce_reused: {
    title: 'This was used before',
    body: `You signed another message with the same one-time number. Go back to the app and start again. ${notSigned}`,
  },
  domain_mismatch: {
    title: 'This request is for another site',
    body: `It would sign you in to a different site than the one you are on. ${notSigned}`,
  },
  siwe_expired: { title: 'This request has expired', body: `Go back to the app and start again. ${notSigned}` },
  siwe_not_yet_valid: {
    title: 'This request is not valid yet',
    body: `It starts in the future. If that looks wrong, check the clock on this device. ${notSigned}`,
  },
  siwe_lifetime_exceeded: {
    title: 'This request lasts too long',
    body: `The app asks for access that lasts longer than OpenKey allows. ${notSigned}`,
  },
  recap_malformed: misleading,
  recap_statement_mismatch: misleading,
  siwe_uri_mismatch: misleading,
  siwe_malformed: unreadable,
  siwe_not_canonical: unreadable,
  message_too_large: unreadable,
  nested_frame: {
    title: 'This page works inside an app',
    body: 'The app itself has to open it, not a page inside the app.',
  },
  credentialless_frame: {
    title: 'OpenKey cannot be used here',
    body: 'This page embeds OpenKey in a way that forgets what you approve. Your account is not affected.',
  },
  presentation_unavailable: {
    title: 'This page works inside an app',
    body: 'Go to the app you want to sign in to. It will open OpenKey for you.',
  },
  origin_not_allowed: {
    title: 'OpenKey is not available here',
    body: 'This page is not allowed to use OpenKey. Your account is not affected.',
  },
  popup_blocked: {
    title: 'No window was opened',
    body: `Your browser blocked the window. Allow pop-ups for this site, then try again. ${notSigned}`,
  },
  opener_severed: {
    title: 'The window cannot answer',
    body: `This app’s page is cut off from the windows it opens, so OpenKey cannot continue in one. ${notSigned}`,
  },
  version_mismatch: {
    title: 'This app needs an update',
    body: 'The app and OpenKey use different versions. Reload the page. If that does not help, contact the app’s developer.',
  },
}

const fallback: ProblemText = { title: 'Something went wrong', body: `Close this and try again. ${notSigned}` }

const tooOld: ProblemText = {
  title: 'Update your browser',
  body: `This browser is too old for OpenKey. Update it, or use another one. ${notSigned}`,
}

/**
 * Explains an error to the user. The text must be calm, and clear about what did not happen.
 * @param field what the error's details name
 */
export function problemText(code: ErrorCode, field?: string): ProblemText {
  // The page has a place, and the browser cannot show it there.
  if (code === 'presentation_unavailable' && field !== undefined) return tooOld
  return texts[code] ?? fallback
}
