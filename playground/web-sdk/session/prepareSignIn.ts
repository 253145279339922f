import { createSessionKey, type PreparedSession, type PrivateJwk, prepareSession } from '@openkey/protocol/session'
import { toChecksumAddress } from '@openkey/protocol/siwe'
import { type CapabilityOptions, chooseCapabilities } from '../capabilities/chooseCapabilities.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { Signing } from './createSigning.ts'

/** A session key and the SIWE message that delegates capabilities to it. Neither stored nor sent yet. */
export type PreparedSignIn = {
  readonly prepared: PreparedSession
  /** Id of the session key: `session-<milliseconds>`. */
  readonly keyId: string
  /** The private session key. Keep it in the app; the wallet does not need it. */
  readonly jwk: PrivateJwk
  /** EIP-55. */
  readonly address: string
  readonly chainId: number
}

type PrepareSignInOptions = Signing & { readonly capabilities: CapabilityOptions }

/**
 * Generates a session key, reads the account from the wallet, and writes the message to sign.
 * @throws {TinyCloudError} `capability_request_invalid`
 */
export async function prepareSignIn(options: PrepareSignInOptions): Promise<PreparedSignIn> {
  const { signer, domain, lifetimeMs } = options
  const address = toChecksumAddress(await signer.getAddress())
  const chainId = await signer.getChainId()
  const { jwk } = createSessionKey()
  // Read the time after the wallet responds: it may have waited for the user.
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
    throw new TinyCloudError(
      'capability_request_invalid',
      'The requested capabilities cannot be written as a SIWE message.',
      {
        cause,
      },
    )
  }
}
