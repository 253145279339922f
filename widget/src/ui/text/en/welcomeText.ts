/** The first screen. */
export const welcomeText = {
  promise: 'It will see your account address. It can’t sign anything without your approval here.',
  passkey: 'Continue with passkey',
  email: 'Continue with email',
  newHere: 'New to OpenKey? Continue with email to create an account.',
} as const
