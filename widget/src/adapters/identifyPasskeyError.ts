import { OpenKeyError } from '@openkey/protocol'

/**
 * Classifies what a WebAuthn ceremony threw. `NotAllowedError` is a closed prompt, a timeout and a missing passkey
 * alike: browsers keep these apart from no page, so that none learns which credentials exist.
 */
export function identifyPasskeyError(cause: unknown, signal?: AbortSignal): OpenKeyError {
  const name = cause instanceof Error ? cause.name : 'unknown'
  if (signal?.aborted) return new OpenKeyError('aborted', 'The passkey prompt was withdrawn.', { cause })
  if (name === 'NotAllowedError') {
    return new OpenKeyError('user_rejected', 'The passkey prompt was closed.', { details: { how: 'declined' }, cause })
  }
  return new OpenKeyError('passkey_unavailable', 'This browser could not use a passkey here.', {
    details: { received: name },
    cause,
  })
}
