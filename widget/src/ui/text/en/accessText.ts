import type { Account } from '@openkey/protocol/siwe'

const date = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' })

/** The screen that lists where the user is signed in. */
export const accessText = {
  title: 'Where you are signed in',
  loading: 'Loading…',
  origins: 'Apps you have approved in this browser',
  noOrigins: 'You have not approved any apps here.',
  approved: (approvedAt: number) => `Approved ${date.format(approvedAt)}`,
  grant: (approvedAt: number) => `Permissions approved ${date.format(approvedAt)}`,
  sharedWith: ({ address, chainId }: Account) => `For another user, ${address} on chain ${chainId}`,
  sessions: 'Sessions of your account',
  noSessions: 'Sign in to see the sessions of your account.',
  opened: (openedAt: number) => `Opened ${date.format(openedAt)}`,
  current: 'This session',
  inWindow: 'OpenKey’s own window',
  remove: 'Remove',
  signOut: 'Sign out',
  passkeys: 'Passkeys of your account',
  noPasskeys: 'Your account has no passkey.',
  unnamedPasskey: 'Passkey',
  added: (addedAt: number) => `Added ${date.format(addedAt)}`,
  addPasskey: 'Add a passkey',
  passkeyOptional: 'Codes by e-mail open your account, too.',
  passkeyRequired: 'Only a passkey opens your account. Codes by e-mail do not.',
  requirePasskey: 'Require the passkey',
  allowCodes: 'Allow codes by e-mail',
} as const
