/** Words that stand on many screens. */
export const commonText = {
  language: 'en',
  direction: 'ltr',
  product: 'OpenKey',
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  signInTo: 'Sign in to',
  claimedName: (name: string) => `The app calls itself “${name}”`,
  continueInWindow: 'Continue in a window',
  oneMoment: 'One moment',
  tooEarly: 'Take a moment to read this, then press again.',
} as const
