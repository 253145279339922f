export const authenticationText = {
  passkey: {
    title: 'Use your passkey',
    body: 'Follow the prompts from your browser or device.',
    instead: 'Another way',
  },
  email: {
    title: 'Your e-mail address',
    hint: 'We’ll e-mail you a six-digit code.',
    label: 'E-mail',
    submit: 'Send code',
    busy: 'Sending…',
  },
  code: {
    title: 'Enter your code',
    sentTo: 'We sent it to',
    label: 'Six-digit code',
    submit: 'Continue',
    busy: 'Checking…',
    resend: 'Send again',
    missing: 'There is no six-digit code in this. Type the six digits from the e-mail.',
  },
  codeRefused: {
    window: {
      title: 'Continue in a window',
      body: 'This account already exists, so a code opens it only in OpenKey’s own window, where you can see the address. You’ll get a new code there.',
    },
    passkey: {
      title: 'Use your passkey',
      body: 'This account has a passkey, so a code alone does not open it here.',
    },
    passkeyButton: 'Use your passkey',
  },
  account: { title: 'One moment', body: 'Looking up your account…' },
  confirm: {
    title: 'Share your account?',
    body: 'will see this account’s address. It cannot sign anything without asking you here.',
    submit: 'Continue',
    other: 'Use another account',
  },
  offer: {
    title: 'Quicker next time?',
    body: 'A passkey signs you in with your fingerprint, face or screen lock. You won’t need a code.',
    prompt:
      'Follow the prompts from your device. If you go on without a passkey and your device saves one all the same, delete it there: it will not work.',
    leftover:
      'OpenKey did not keep the new passkey. If your device or password manager lists it, delete it there. You can continue without one.',
    full: 'Your account has as many passkeys as it can hold. You can continue without another.',
    known: 'This device already has a passkey for your account. You can continue.',
    failed: 'No passkey was added. Try again, or continue without one.',
    submit: 'Add a passkey',
    busy: 'Waiting for your device…',
    skip: 'Not now',
  },
} as const
