import { isOpenKeyError } from '@openkey/protocol'
import type { Gesture, KeyEndpoint } from '../../ports/keyEndpoint.ts'
import type { Passkeys } from '../../ports/passkeys.ts'

export type GestureOptions = {
  readonly keyEndpoint: Pick<KeyEndpoint, 'passkeySignInOptions'>
  readonly passkeys: Pick<Passkeys, 'authenticate'>
}

/**
 * Makes a change for which the key endpoint may require the owner's presence. Tries without a passkey first, because a
 * recent session needs none.
 * @throws {OpenKeyError} a refusal or failure of the key endpoint, or of the passkey
 */
export async function withGesture<Value>(
  { keyEndpoint, passkeys }: GestureOptions,
  change: (options: { readonly gesture?: Gesture; readonly signal: AbortSignal }) => Promise<Value>,
  signal: AbortSignal,
): Promise<Value> {
  try {
    return await change({ signal })
  } catch (error) {
    if (!isOpenKeyError(error, 'key_endpoint_rejected') || error.details.expected !== 'passkey') throw error
  }
  const { options, challengeToken } = await keyEndpoint.passkeySignInOptions({ signal })
  const response = await passkeys.authenticate(options, { signal })
  return change({ gesture: { challengeToken, response }, signal })
}
