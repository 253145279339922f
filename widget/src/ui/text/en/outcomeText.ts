/** Text of the screens shown while the key signs, after it has signed, and when something goes wrong. */
export const outcomeText = {
  signing: { title: 'Signing', body: 'Your key signs, and OpenKey checks the signature.' },
  approving: { title: 'Use your passkey', body: 'Your passkey approves exactly what you have just read.' },
  continued: {
    title: 'Continue in the window',
    body: 'OpenKey has opened its own window. Check its address and continue there. This page will wait.',
  },
  done: { connected: 'Connected', signed: 'Approved', body: 'Returning to the app.' },
  problem: {
    code: 'Code',
    expected: 'This page',
    received: 'In the request',
    tryAgain: 'Try again',
    leave: 'Leave',
    otherAccount: 'Use another account',
  },
} as const
