export const welcomeText = {
  promise: 'It will see your account address. It cannot sign anything without asking you here.',
  passkey: 'Continue with passkey',
  email: 'Continue with e-mail',
  newHere: 'New to OpenKey? Continue with e-mail to create an account.',
} as const
