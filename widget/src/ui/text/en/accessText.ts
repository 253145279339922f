import { translatable } from '../translate.ts'

/** The list of apps, sessions and passkeys of the user's account, and its settings. */
export const accessText = translatable('access', {
  title: 'Where you’re signed in',
  loading: 'Loading…',
  origins: 'Apps you’ve approved in this browser',
  noOrigins: 'You haven’t approved any apps in this browser.',
  approved: 'Approved {date}',
  grant: 'Permissions approved {date}',
  sharedWith: 'Shared with another user, {address} on chain {chainId}',
  sessions: 'Your sessions',
  noSessions: 'Sign in to see your sessions.',
  opened: 'Started {date}',
  current: 'This session',
  inWindow: 'OpenKey’s own window',
  program: 'Program: {program}',
  onDevice: 'Calls its device {device}',
  remove: 'Remove',
  signOut: 'Sign out',
  passkeys: 'Your passkeys',
  noPasskeys: 'You have no passkeys.',
  unnamedPasskey: 'Passkey',
  added: 'Added {date}',
  addPasskey: 'Add a passkey',
  passkeyOptional: 'You can sign in with a passkey or an email code.',
  passkeyRequired: 'You can sign in only with a passkey. Email codes are turned off.',
  requirePasskey: 'Require a passkey',
  allowCodes: 'Allow email codes',
  autoSign: 'Signing without asking you',
  autoSignOn:
    'OpenKey sets up your own storage without asking you, and gives programs that you’ve signed in access to it for up to an hour at a time. Apps still need your approval.',
  autoSignOff: 'OpenKey signs nothing without asking you. Apps and programs may ask you more often.',
  enableAutoSign: 'Allow signing without asking',
  disableAutoSign: 'Always ask me',
  failure: {
    limit_reached: 'Your account can’t hold any more passkeys. Remove one first.',
    last_way_in: 'This is your last passkey, and your account requires one. Allow email codes first.',
    passkey_missing: 'Your account has no passkey. Add one before you require it.',
    passkeyKnown: 'This device already has a passkey for your account.',
    passkeyFull:
      'Your account can’t hold any more passkeys. If your device or password manager lists the new one, delete it there.',
    passkeyRefused:
      'OpenKey couldn’t add the new passkey. If your device or password manager lists it, delete it there.',
    passkeyUnsure:
      'OpenKey couldn’t be reached, so your new passkey may not work. If it doesn’t, delete it from your device.',
    passkeyWanted:
      'Nothing was changed. Confirm with a passkey, or sign out and in again: for ten minutes after that, you don’t need one.',
    passkeyUnavailable:
      'Nothing was changed, because this browser couldn’t use a passkey here. Sign out and in again: for ten minutes after that, you don’t need one.',
    cancelled: 'No passkey was used. Nothing was changed.',
    refused: 'OpenKey declined this. Nothing was changed.',
    tooMany: 'Too many attempts. Nothing was changed. Wait a minute, then try again.',
    signedOut: 'Your session ended. Nothing was changed. Sign in again to continue.',
    unreachable: 'OpenKey couldn’t be reached. Nothing was changed. Check your connection and try again.',
  },
})
