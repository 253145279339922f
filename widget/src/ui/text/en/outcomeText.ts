/** While and after the key signs, and where something goes wrong. */
export const outcomeText = {
  signing: { title: 'Signing', body: 'Your key signs, and the signature is checked.' },
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
