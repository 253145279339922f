export const welcomeText = {
  promise: 'It will see your account address. It can sign nothing without asking you here.',
  openWindow:
    'OpenKey continues in a window of its own. Check that its address is OpenKey’s before you sign in or approve anything.',
  passkey: 'Continue with passkey',
  email: 'Continue with e-mail',
  newHere: 'New to OpenKey? Continue with e-mail, and an account is made for you.',
} as const
