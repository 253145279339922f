import type { Notice } from '../../domain/signing/signingState.ts'
import { formatDuration } from './formatDuration.ts'

const dateTime = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'short' })

const notices: Record<Notice, string> = {
  passkey_cancelled: 'No passkey was used. Try again, or continue with e-mail.',
  passkey_failed: 'That passkey did not work here. Try again, or continue with e-mail.',
  session_ended: 'You were signed out in the meantime. Sign in again to go on.',
  email_refused: 'No code could be sent to this address. Check it for typing mistakes.',
  wrong_code: 'That code is not right, or has expired. Check it, or ask for a new one.',
  slow_down: 'That was a lot of tries. Wait a minute, then try again.',
  code_resent: 'A code is on its way again.',
}

/** Every word the widget says, but for problems and capabilities, which have files of their own. */
export const en = {
  language: 'en',
  direction: 'ltr',
  product: 'OpenKey',
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  leave: 'Leave',
  tryAgain: 'Try again',
  dismiss: 'Close',
  notice: (notice: Notice) => notices[notice],

  requester: { signInTo: 'Sign in to', claimedName: (name: string) => `The app calls itself “${name}”` },
  welcome: {
    promise: 'It will see your account address. It can sign nothing without asking you here.',
    passkey: 'Continue with passkey',
    email: 'Continue with e-mail',
    newHere: 'New to OpenKey? Continue with e-mail, and an account is made for you.',
  },
  passkey: {
    title: 'Use your passkey',
    body: 'Follow what your browser or device asks you.',
    instead: 'Another way',
  },
  email: {
    title: 'Your e-mail address',
    hint: 'You get a six-digit code to sign in with.',
    label: 'E-mail',
    submit: 'Send code',
    busy: 'Sending…',
  },
  code: {
    title: 'Enter your code',
    sentTo: 'It was sent to',
    label: 'Six-digit code',
    submit: 'Continue',
    busy: 'Checking…',
    resend: 'Send a new code',
  },
  account: { title: 'One moment', body: 'Looking up your account…' },
  confirm: {
    title: 'Share your account?',
    body: 'will see this account’s address. It can sign nothing without asking you here.',
    submit: 'Continue',
    other: 'Use another account',
  },
  offer: {
    title: 'Quicker next time?',
    body: 'With a passkey you sign in by fingerprint, face or screen lock. No e-mail, no code.',
    failed: 'No passkey was added. You can try again or go on without it.',
    submit: 'Add a passkey',
    busy: 'Waiting for your device…',
    skip: 'Not now',
  },
  review: {
    asLabel: 'As',
    untilLabel: 'Until',
    until: (expiresAt: number) => dateTime.format(expiresAt),
    remaining: (remainingMs: number) => `in ${formatDuration(remainingMs)}`,
    once: 'This sign-in only',
    noEnd: 'No end: until you revoke it',
    may: 'This app may',
    mayAlso: (count: number) => `And ${count} ordinary ${count === 1 ? 'permission' : 'permissions'}`,
    sensitive: 'Sensitive',
    nothingGranted: 'It proves who you are, and allows nothing else.',
    ownWords: 'The app says',
    proofs: 'Builds on these delegations',
    resources: 'Also names',
    exact: 'Exact message',
    exactNote: 'This text, to the letter, is what your key signs.',
    submit: 'Sign in',
    submitHosting: 'Allow',
    tooEarly: 'Take a moment to read this, then press again.',
  },
  signing: { title: 'Signing', body: 'Your key signs, and the signature is checked.' },
  done: { connected: 'Connected', signed: 'Signed in', body: 'Back to the app.' },
  problem: {
    code: 'Code',
    expected: 'This page',
    received: 'In the request',
    otherAccount: 'Use another account',
  },
} as const
