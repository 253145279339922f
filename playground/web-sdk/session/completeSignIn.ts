import {
  completeSessionSetup,
  type PreparedSession,
  type PrivateJwk,
  type Session,
  sessionKeyFromJwk,
} from '@openkey/protocol/session'
import { isChecksumAddress, parseSiweMessage, parseTimestamp } from '@openkey/protocol/siwe'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { ClientSession } from './clientSession.ts'

export type CompleteSignInOptions = {
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
}

/**
 * Joins a prepared session and its signature, and proves before anything is sent that they belong together: the
 * signature is the message's account's, and the key is the one the message names.
 * @throws {TinyCloudError} `session_mismatch`
 */
export function completeSignIn({ prepared, signature, keyId, jwk }: CompleteSignInOptions): CompletedSignIn {
  try {
    const { siwe } = prepared
    const { address, chainId, expirationTime } = parseSiweMessage(siwe)
    const granted = completeSessionSetup({ ...prepared, jwk, signature })
    if (sessionKeyFromJwk(jwk).didUrl !== granted.verificationMethod) throw new Error('The session key is another one.')
    if (!isChecksumAddress(address)) throw new Error('The address is not in its EIP-55 spelling.')
    if (expirationTime === undefined) throw new Error('The message has no expiration time.')
    const client = { address, walletAddress: address, chainId, sessionKey: keyId, siwe, signature }
    return { client, granted, expiresAt: parseTimestamp(expirationTime) }
  } catch (cause) {
    throw new TinyCloudError('session_mismatch', 'The signature does not fit the prepared session.', { cause })
  }
}
