import { createSessionKey, type PreparedSession, prepareSession } from '@openkey/protocol/session'
import { toChecksumAddress } from '@openkey/protocol/siwe'
import { type CapabilityOptions, chooseCapabilities } from '../capabilities/chooseCapabilities.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { Signing } from './createSigning.ts'
import type { PreparedSignIn } from './preparedSignIn.ts'

export type PrepareSignInOptions = Signing & { readonly capabilities: CapabilityOptions }

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
