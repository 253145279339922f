import { translatable } from '../translate.ts'

/** The screens shown while OpenKey looks up the account and signs, after it has signed, and around a problem. */
export const outcomeText = translatable('outcome', {
  account: { title: 'One moment', body: 'Looking up your account…' },
  signing: { title: 'Signing', body: 'OpenKey signs with your key and checks the signature.' },
  approving: { title: 'Use your passkey', body: 'Your passkey approves exactly what you’ve just read.' },
  continued: {
    title: 'Continue in the window',
    body: 'OpenKey is open in its own window. Check its address and continue there. This page will wait.',
  },
  done: {
    connected: 'Connected',
    signed: 'Approved',
    narrowed: 'Choice sent to the app',
    body: 'Returning to the app.',
  },
  problem: {
    code: 'Error code',
    expected: 'This page',
    received: 'In the request',
    tryAgain: 'Try again',
    leave: 'Leave',
    otherAccount: 'Use another account',
  },
})
