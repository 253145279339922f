import { translatable } from '../translate.ts'

/** Text that several areas share, and that of the first screen on an unknown page. */
export const commonText = translatable('common', {
  language: 'en',
  direction: 'ltr',
  product: 'OpenKey',
  close: 'Close',
  cancel: 'Cancel',
  back: 'Back',
  oneMoment: 'One moment',
  signInTo: 'Sign in to {host}',
  claimedName: 'Calls itself {name}',
  continueInWindow: 'Continue in a window',
  checkWindow:
    'OpenKey continues in its own window. Before you sign in or approve anything there, check that the address is OpenKey’s.',
})
