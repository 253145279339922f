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
      title: 'Go on in a window',
      body: 'Your code was right. This account exists already, and a code opens it only in a window of OpenKey’s own, where you can see its address. There you get another code.',
    },
    passkey: {
      title: 'Your passkey, please',
      body: 'Your code was right. This account has a passkey, and is opened with it the first time in a new place.',
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
