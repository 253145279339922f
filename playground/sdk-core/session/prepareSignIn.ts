import type { Narrowing } from '@openkey/protocol'
import { createSessionKey, type PreparedSession, type PrivateJwk, prepareSession } from '@openkey/protocol/session'
import { narrowRequest } from '../capabilities/narrowRequest.ts'
import { type CapabilityOptions, resolveSignInCapabilities } from '../capabilities/resolveSignInCapabilities.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { Signing } from './signing.ts'

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

type PrepareSignInOptions = Pick<Signing, 'account' | 'domain' | 'lifetimeMs' | 'now'> & {
  readonly capabilities: CapabilityOptions
  /** One-time challenge of a relying party. @default a random nonce */
  readonly nonce?: string | undefined
  /** What the user took away from the message before: the new one asks for less, and ends no later. */
  readonly narrowing?: Narrowing | undefined
}

/**
 * Generates a session key, reads the account from the wallet, and writes the message to sign.
 * @throws {TinyCloudError} `capability_request_invalid`
 */
export async function prepareSignIn(options: PrepareSignInOptions): Promise<PreparedSignIn> {
  const { domain, lifetimeMs, nonce, narrowing } = options
  const { address, chainId } = await options.account()
  const { jwk } = createSessionKey()
  // Read the time after the wallet responds: it may have waited for the user.
  const now = options.now()
  const prepared = prepare({
    ...narrowRequest(resolveSignInCapabilities({ address, chainId }, options.capabilities), narrowing?.removed),
    address,
    chainId,
    domain,
    nonce,
    issuedAt: new Date(now).toISOString(),
    expirationTime: new Date(Math.min(now + lifetimeMs, endOf(narrowing))).toISOString(),
    jwk,
  })
  return { prepared, keyId: `session-${now}`, jwk, address, chainId }
}

function endOf({ expirationTime }: Partial<Narrowing> = {}): number {
  return expirationTime === undefined ? Number.POSITIVE_INFINITY : Date.parse(expirationTime)
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
