import { translatable } from '../translate.ts'

/** Signing in by passkey or email. */
export const signInText = translatable('signIn', {
  passkey: {
    title: 'Use your passkey',
    body: 'Follow the prompts from your browser or device.',
    instead: 'Try another way',
  },
  email: {
    title: 'Enter your email',
    hint: 'We’ll email you a six-digit code.',
    label: 'Email address',
    submit: 'Send code',
    busy: 'Sending…',
  },
  code: {
    title: 'Enter your code',
    sentTo: 'We emailed it to {email}',
    label: 'Six-digit code',
    submit: 'Continue',
    busy: 'Checking…',
    resend: 'Send a new code',
    missing: 'We couldn’t find a six-digit code in that. Type the six digits from the email.',
  },
  codeRefused: {
    window: {
      title: 'Continue in a window',
      body: 'You already have an account. A code opens it only in OpenKey’s own window, where you can check the address. You’ll get a new code there.',
    },
    passkey: {
      title: 'Use your passkey',
      body: 'Your account has a passkey, so a code alone isn’t enough to sign in here.',
    },
    passkeyButton: 'Use your passkey',
  },
  confirm: {
    title: 'Share your account address?',
    body: '{host} will see the address of this account. It can’t sign anything without your approval here.',
    submit: 'Continue',
    other: 'Use another account',
  },
  offer: {
    title: 'Sign in faster next time?',
    body: 'A passkey signs you in with your fingerprint, face or screen lock. No code needed.',
    prompt:
      'Follow the prompts from your device. If you skip this and your device saves a passkey anyway, delete it there: it won’t work.',
    leftover:
      'The new passkey wasn’t added. If your device or password manager lists it, delete it there. You can continue without one.',
    full: 'Your account can’t hold any more passkeys. You can continue without adding one.',
    known: 'This device already has a passkey for your account. You can continue.',
    failed: 'No passkey was added. Try again, or continue without one.',
    submit: 'Add a passkey',
    busy: 'Waiting for your device…',
    skip: 'Not now',
  },
})
