import type { OpenKeyError } from '@openkey/protocol'

const nothingChanged = 'Nothing was changed.'

/** Refusals that say what stands in the way. */
const obstacles: Readonly<Record<string, string>> = {
  limit_reached: 'Your account has as many passkeys as it can hold. Remove one first.',
  last_way_in: 'This is your last passkey, and your account requires one. Allow codes by e-mail first.',
  passkey_missing: 'Your account has no passkey. Add one before you require it.',
  InvalidStateError: 'This device already has a passkey for your account.',
}

const leftover = 'If your device or password manager lists it, delete it there.'
const reauthenticate = `Confirm with a passkey, or sign out and sign in again: then you need none for ten minutes. ${nothingChanged}`

/** Tells the user why something about the account was not changed, and what helps. */
export function changeText({ code, details: { received = '', field, expected } }: OpenKeyError): string {
  if (field === 'passkey') {
    return code === 'key_endpoint_unreachable'
      ? `OpenKey could not be reached, so the new passkey may not work. If it does not, delete it from your device.`
      : `${obstacles[received] ?? 'OpenKey did not accept the new passkey.'} ${leftover}`
  }
  const obstacle = obstacles[received]
  if (obstacle !== undefined) return obstacle
  if (expected === 'passkey') return reauthenticate
  switch (code) {
    case 'user_rejected':
      return `No passkey was used. ${nothingChanged}`
    case 'passkey_unavailable':
      return `This browser could not use a passkey here. ${reauthenticate}`
    case 'key_endpoint_rejected':
      return `OpenKey refused this. ${nothingChanged}`
    case 'rate_limited':
      return `Too many attempts. Wait a minute, then try again. ${nothingChanged}`
    case 'session_expired':
      return `Your session has ended. Sign in again. ${nothingChanged}`
    default:
      return `OpenKey could not be reached. ${nothingChanged} Try again.`
  }
}
