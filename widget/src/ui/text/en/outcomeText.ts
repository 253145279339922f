/** While and after the key signs, and where something goes wrong. */
export const outcomeText = {
  signing: { title: 'Signing', body: 'Your key signs, and the signature is checked.' },
  approving: { title: 'Use your passkey', body: 'It approves exactly what you have just read.' },
  continued: {
    title: 'Continue in the window',
    body: 'OpenKey has opened a window of its own. Look at its address, and go on there. This place waits for you.',
  },
  done: { connected: 'Connected', signed: 'Approved', body: 'Back to the app.' },
  problem: {
    code: 'Code',
    expected: 'This page',
    received: 'In the request',
    tryAgain: 'Try again',
    leave: 'Leave',
    otherAccount: 'Use another account',
  },
} as const
