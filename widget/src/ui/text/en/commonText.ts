/** Text that several screens share. */
export const commonText = {
  language: 'en',
  direction: 'ltr',
  product: 'OpenKey',
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  signInTo: 'Sign in to',
  claimedName: 'Calls itself',
  continueInWindow: 'Continue in a window',
  access: 'Where you are signed in',
  oneMoment: 'One moment',
} as const
