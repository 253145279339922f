import { createSessionKey, type PreparedSession, type PrivateJwk, prepareSession } from '@openkey/protocol/session'
import { toChecksumAddress } from '@openkey/protocol/siwe'
import { type CapabilityOptions, chooseCapabilities } from '../capabilities/chooseCapabilities.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { Signing } from './createSigning.ts'

/** A session key and the SIWE message that would hand it its capabilities. Nothing is stored or sent yet. */
export type PreparedSignIn = {
  readonly prepared: PreparedSession
  /** Id of the session key, `session-<ms>`. */
  readonly keyId: string
  /** The session's private key. It stays with the app: no wallet needs it. */
  readonly jwk: PrivateJwk
  /** EIP-55. */
  readonly address: string
  readonly chainId: number
}

type PrepareSignInOptions = Signing & { readonly capabilities: CapabilityOptions }

/**
 * Asks the wallet who it is and writes the message to sign, for a session key made for this sign-in alone.
 * @throws {TinyCloudError} `capability_request_invalid`
 */
export async function prepareSignIn(options: PrepareSignInOptions): Promise<PreparedSignIn> {
  const { signer, domain, lifetimeMs } = options
  const address = toChecksumAddress(await signer.getAddress())
  const chainId = await signer.getChainId()
  const { jwk } = createSessionKey()
  // Only after the wallet answered, which may have been a person.
  const now = options.now()
  const prepared = prepare({
    ...chooseCapabilities({ address, chainId }, options.capabilities),
    address,
    chainId,
    domain,
    issuedAt: new Date(now).toISOString(),
    expirationTime: new Date(now + lifetimeMs).toISOString(),
    jwk,
  })
  return { prepared, keyId: `session-${now}`, jwk, address, chainId }
}

function prepare(options: Parameters<typeof prepareSession>[0]): PreparedSession {
  try {
    return prepareSession(options)
  } catch (cause) {
    throw new TinyCloudError('capability_request_invalid', 'What is asked for cannot be written as a message.', {
      cause,
    })
  }
}
