import { translatable } from '../translate.ts'

/** Connecting a program that has no browser. */
export const deviceText = translatable('device', {
  code: {
    title: 'Connect a program',
    hint: 'Type the code that the program shows you.',
    warning:
      'Use only a code from a program that you have just started yourself. If someone sent you a code, close this page: it would give them access to your data.',
    label: 'Code from the program',
    submit: 'Continue',
    busy: 'Checking…',
  },
  review: {
    title: 'Connect this program?',
    program: 'Program',
    device: 'Calls its device',
    network: 'Asks from',
    sameNetwork: '{network}, the network you’re using now',
    otherNetwork: '{network}, which is not the network you’re using now',
    unknownNetwork: 'An unknown network',
    until: 'Has access until',
    account: 'To this account',
    rights: 'Without asking you again, it may:',
    spaces: 'read, change and delete everything in your spaces “default” and “applications”',
    secrets: 'read your encrypted secrets, and read, change and delete your variables',
    registry: 'read and change the list of your apps and spaces, and create your spaces',
    limits: 'It can’t sign anything else, and it can’t change how you sign in. You can remove it at any time.',
    otherNetworkWarning: 'Is this not your own device? Then decline: someone may be trying to get into your account.',
    submit: 'Connect',
    busy: 'Connecting…',
    decline: 'Decline',
  },
  done: {
    connected: 'Connected',
    connectedBody: 'You can return to the program. To remove it, open “Where you’re signed in”.',
    declined: 'Declined',
    declinedBody: 'The program has no access. You can close this page.',
    another: 'Enter another code',
  },
  left: {
    title: 'Nothing was connected',
    body: 'You can close this page.',
    again: 'Start again',
  },
  signInAgain: 'Sign in again',
  failure: {
    unknownCode: 'No program is waiting for this code. Check it, or start again in the program to get a new one.',
    tooMany: 'Too many wrong codes. Wait a while, then try again.',
    passkeyWanted: 'Nothing was connected. Confirm with your passkey, or sign in again.',
    signedOut: 'Your session has ended. Nothing was connected.',
    refused: 'OpenKey declined this. Nothing was connected.',
    unreachable: 'OpenKey couldn’t be reached. Nothing was connected. Check your connection and try again.',
  },
})
