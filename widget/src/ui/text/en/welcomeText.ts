import { translatable } from '../translate.ts'

/** The first screen, and what later screens share with it. */
export const welcomeText = translatable('welcome', {
  promise: 'It will see your account address. It can’t sign anything without your approval here.',
  passkey: 'Continue with passkey',
  email: 'Continue with email',
  newHere: 'New to OpenKey? Continue with email to create an account.',
  access: 'Where you’re signed in',
})
