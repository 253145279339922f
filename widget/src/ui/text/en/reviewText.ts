import { formatDuration } from '../formatDuration.ts'

const dateTime = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

export const reviewText = {
  leadHosting: 'Set up storage, asked by',
  as: 'As',
  until: 'Until',
  untilTime: (expiresAt: number) => dateTime.format(expiresAt),
  remaining: (remainingMs: number) => `in ${formatDuration(remainingMs)}`,
  once: 'This sign-in only',
  noEnd: 'No end: until you revoke it',
  may: 'This app may',
  mayAlso: (count: number) => `${count} ordinary ${count === 1 ? 'permission' : 'permissions'}`,
  sensitive: 'Sensitive',
  nothingGranted: 'It proves who you are, and allows nothing else.',
  ownWords: 'The app says',
  proofs: 'Builds on these delegations',
  resources: 'Also names',
  exact: 'Exact message',
  exactNote: 'This text, to the letter, is what your key signs.',
  isReplacement: 'The app replaced its last request with this one. Read it again.',
  whySignsIn: 'You were signed out in the meantime. Your passkey signs you in and approves this, in one go.',
  submitPasskey: 'Approve with passkey',
  anotherWay: 'Sign in another way',
  submit: 'Sign in',
  submitHosting: 'Allow',
} as const
