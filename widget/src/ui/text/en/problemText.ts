import type { ErrorCode } from '@openkey/protocol'
import { translatable } from '../translate.ts'

export type ProblemText = { readonly title: string; readonly body: string }

const unreadable: ProblemText = {
  title: 'OpenKey blocked this request',
  body: 'OpenKey can’t read all of it, so it can’t safely show you what you would sign. Nothing was signed.',
}

const misleading: ProblemText = {
  title: 'OpenKey blocked this request',
  body: 'The message says one thing but would allow another. Nothing was signed.',
}

/** Describes each problem, by error code. Must be calm, and clear about what did not happen. */
export const problemText = translatable('problem', {
  key_endpoint_unreachable: {
    title: 'Can’t reach OpenKey',
    body: 'Check your connection and try again. Nothing was signed.',
  },
  key_endpoint_rejected: {
    title: 'OpenKey declined this request',
    body: 'Try again, or leave and start over. Nothing was signed.',
  },
  rate_limited: {
    title: 'Too many attempts',
    body: 'Wait a moment, then try again. Nothing was signed.',
  },
  session_expired: {
    title: 'You’re signed out',
    body: 'Sign in again to continue. Nothing was signed.',
  },
  signature_invalid: {
    title: 'The signature isn’t valid',
    body: 'It wasn’t made with your key, so OpenKey didn’t give it to the app.',
  },
  address_mismatch: {
    title: 'This is for another account',
    body: 'The app asks for a signature from a different account than the one you’re using. Nothing was signed.',
  },
  key_not_found: {
    title: 'You don’t have this key',
    body: 'The app asks for a key that isn’t in your account. Nothing was signed.',
  },
  chain_unsupported: {
    title: 'This chain isn’t supported',
    body: 'The app asks for a chain that OpenKey doesn’t support. Nothing was signed.',
  },
  nonce_reused: {
    title: 'This request was used before',
    body: 'You’ve already signed another message with the same one-time number. Go back to the app and start again. Nothing was signed.',
  },
  domain_mismatch: {
    title: 'This request is for another site',
    body: 'It would sign you in to a different site than the one you’re on. Nothing was signed.',
  },
  siwe_expired: {
    title: 'This request has expired',
    body: 'Go back to the app and start again. Nothing was signed.',
  },
  siwe_not_yet_valid: {
    title: 'This request isn’t valid yet',
    body: 'It starts in the future. If that looks wrong, check the clock on this device. Nothing was signed.',
  },
  siwe_lifetime_exceeded: {
    title: 'This request lasts too long',
    body: 'The app asks for access that lasts longer than OpenKey allows. Nothing was signed.',
  },
  recap_malformed: misleading,
  recap_statement_mismatch: misleading,
  siwe_uri_mismatch: misleading,
  siwe_malformed: unreadable,
  siwe_not_canonical: unreadable,
  message_too_large: unreadable,
  nested_frame: {
    title: 'OpenKey can’t be used here',
    body: 'The app has to open OpenKey itself. A page inside the app can’t.',
  },
  credentialless_frame: {
    title: 'OpenKey can’t be used here',
    body: 'This page embeds OpenKey in a way that forgets what you approve. Your account isn’t affected.',
  },
  presentation_unavailable: {
    title: 'Open OpenKey from an app',
    body: 'Go to the app you want to sign in to. It opens OpenKey for you.',
  },
  origin_not_allowed: {
    title: 'OpenKey isn’t available here',
    body: 'This page isn’t allowed to use OpenKey. Your account isn’t affected.',
  },
  popup_blocked: {
    title: 'The window was blocked',
    body: 'Allow pop-ups for this site in your browser, then try again. Nothing was signed.',
  },
  opener_severed: {
    title: 'The window can’t reach this page',
    body: 'This page is cut off from the windows it opens, so OpenKey can’t continue in one. Nothing was signed.',
  },
  version_mismatch: {
    title: 'This app needs an update',
    body: 'Its version doesn’t work with OpenKey’s. Reload the page. If that doesn’t help, contact the app’s developer.',
  },
  /** `presentation_unavailable` in a browser that lacks an API. */
  outdated_browser: {
    title: 'Update your browser',
    body: 'This browser is too old for OpenKey. Update it, or use another one. Nothing was signed.',
  },
  /** Every code without a text of its own. */
  unknown: {
    title: 'Something went wrong',
    body: 'Close this and try again. Nothing was signed.',
  },
} satisfies Partial<Record<ErrorCode | 'outdated_browser' | 'unknown', ProblemText>>)
