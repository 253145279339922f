import { isOpenKeyError, OpenKeyError } from '@openkey/protocol'
import type { KeyEndpoint, PasskeyChallenge, SessionToken } from '../../ports/keyEndpoint.ts'
import type { Passkeys } from '../../ports/passkeys.ts'

export type RegisterPasskeyOptions = {
  readonly keyEndpoint: Pick<KeyEndpoint, 'finishPasskeyRegistration' | 'listPasskeys'>
  readonly passkeys: Pick<Passkeys, 'register' | 'signalUnknown'>
  readonly token: SessionToken
  readonly challenge: PasskeyChallenge<PublicKeyCredentialCreationOptionsJSON>
  readonly signal: AbortSignal
}

/**
 * Creates a passkey and registers it with the endpoint. If anything fails, no passkey is left that opens
 * nothing: once it is made, its registration is not withdrawn, and what the endpoint does not keep is disowned.
 * @returns the token to use from here on
 * @throws {OpenKeyError} with `passkey` as `field` where a passkey was made that may not be of use
 */
export async function registerPasskey(options: RegisterPasskeyOptions): Promise<SessionToken> {
  const { keyEndpoint, passkeys, token, challenge, signal } = options
  const response = await passkeys.register(challenge.options, { signal })
  const { challengeToken } = challenge
  try {
    return await keyEndpoint.finishPasskeyRegistration(token, { response, challengeToken })
  } catch (error) {
    if (!isOpenKeyError(error)) throw error
    const isKept = await isListed(response.id, options)
    // The answer was lost, not the passkey; or the authenticator answered with one that was registered before.
    if (isKept) return token
    const isRefused = error.code !== 'key_endpoint_unreachable'
    if (isRefused || isKept === false) passkeys.signalUnknown({ rpId: challenge.options.rp.id, id: response.id })
    const details = { ...error.details, field: 'passkey' }
    throw new OpenKeyError(error.code, 'The key endpoint did not register the new passkey.', { details, cause: error })
  }
}

/** `undefined` where the endpoint does not say. */
async function isListed(id: string, { keyEndpoint, token }: RegisterPasskeyOptions): Promise<boolean | undefined> {
  try {
    return (await keyEndpoint.listPasskeys(token)).some((listed) => listed.id === id)
  } catch {
    return undefined
  }
}
