import type { RemovedCapability } from '@openkey/protocol'
import {
  completeSessionSetup,
  type PreparedSession,
  type PrivateJwk,
  type Session,
  sessionKeyFromJwk,
} from '@openkey/protocol/session'
import { type Address, isChecksumAddress, parseSiweMessage, parseTimestamp } from '@openkey/protocol/siwe'
import type { NodeClient } from '../node-http/nodeClient.ts'
import { TinyCloudError } from '../tinyCloudError.ts'

/** The session as the app sees it, without the session key. */
export type ClientSession = {
  /** EIP-55. */
  readonly address: Address
  readonly walletAddress: Address
  readonly chainId: number
  /** Id of the session key: `session-<milliseconds>`. */
  readonly sessionKey: string
  readonly siwe: string
  readonly signature: string
}

type CompleteSignInOptions = {
  readonly prepared: PreparedSession
  readonly signature: string
  readonly keyId: string
  readonly jwk: PrivateJwk
}

export type CompletedSignIn = {
  readonly client: ClientSession
  readonly granted: Session
  /** Milliseconds since the epoch. */
  readonly expiresAt: number
  /** What the user removed from the request, if the wallet let the user choose. */
  readonly removed?: readonly RemovedCapability[] | undefined
}

/**
 * Combines a prepared session and its signature. Verifies before anything is sent that the signature is by the account
 * of the message, and that the message names the session key.
 * @throws {TinyCloudError} `session_mismatch`
 */
export function completeSignIn({ prepared, signature, keyId, jwk }: CompleteSignInOptions): CompletedSignIn {
  try {
    const { siwe } = prepared
    const { address, chainId, expirationTime } = parseSiweMessage(siwe)
    const granted = completeSessionSetup({ ...prepared, jwk, signature })
    if (sessionKeyFromJwk(jwk).didUrl !== granted.verificationMethod)
      throw new Error('The message names another session key.')
    if (!isChecksumAddress(address)) throw new Error('The address is not in EIP-55.')
    if (expirationTime === undefined) throw new Error('The message has no expiration time.')
    const client = { address, walletAddress: address, chainId, sessionKey: keyId, siwe, signature }
    return { client, granted, expiresAt: parseTimestamp(expirationTime) }
  } catch (cause) {
    throw new TinyCloudError('session_mismatch', 'The signature does not match the prepared session.', { cause })
  }
}

/** A session that a node has accepted. */
export type ActiveSession = CompletedSignIn & { readonly node: NodeClient }
