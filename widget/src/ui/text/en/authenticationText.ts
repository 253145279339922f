export const authenticationText = {
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
    resend: 'Send again',
  },
  codeRefused: {
    window: {
      title: 'Continue in a window',
      body: 'This account already exists, so a code opens it only in OpenKey’s own window, where you can see the address. You get a new code there.',
    },
    passkey: {
      title: 'Use your passkey',
      body: 'This account has a passkey and cannot be opened here by a code alone.',
    },
    passkeyButton: 'Use your passkey',
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
    body: 'With a passkey you sign in by fingerprint, face or screen lock, without a code.',
    failed: 'No passkey was added. You can try again or go on without it.',
    submit: 'Add a passkey',
    busy: 'Waiting for your device…',
    skip: 'Not now',
  },
} as const
