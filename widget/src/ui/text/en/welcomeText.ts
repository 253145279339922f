export const welcomeText = {
  promise: 'It will see your account address. It can sign nothing without asking you here.',
  passkey: 'Continue with passkey',
  email: 'Continue with e-mail',
  newHere: 'New to OpenKey? Continue with e-mail, and an account is made for you.',
} as const
