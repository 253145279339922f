import { toChecksumAddress } from '../siwe/identifiers/address.ts'
import { parseKeyDid } from '../siwe/identifiers/keyDid.ts'
import { formatSiweMessage } from '../siwe/message/formatSiweMessage.ts'
import type { SiweMessage } from '../siwe/message/siweMessage.ts'
import { encodeRecap } from '../siwe/recap/encodeRecap.ts'
import { readRecap } from '../siwe/recap/readRecap.ts'
import { recapStatement } from '../siwe/recap/recapStatement.ts'
import type { PrivateJwk } from './jwk.ts'
import { generateNonce } from './nonce.ts'
import type { PreparedSession } from './session.ts'
import { createSessionKey, sessionKeyFromJwk } from './sessionKey.ts'
import { type RequestedCapabilities, sessionRecap } from './sessionRecap.ts'

export type PrepareSessionOptions = RequestedCapabilities & {
  /** The owner's address, in upper, lower or mixed case. */
  readonly address: string
  readonly chainId: number
  /** Authority of the page that asks: host, and the port unless it is the scheme's default. */
  readonly domain: string
  /** RFC 3339, written verbatim. */
  readonly issuedAt: string
  /** RFC 3339. A session always ends. */
  readonly expirationTime: string
  /** RFC 3339 */
  readonly notBefore?: string | undefined
  /** @default 17 random letters and digits */
  readonly nonce?: string | undefined
  /** The session key. @default a fresh one */
  readonly jwk?: PrivateJwk | undefined
  /** did:key of somebody else who is to receive the session. @default the session key's own */
  readonly delegateUri?: string | undefined
  readonly additionalSpaces?: PreparedSession['additionalSpaces']
  /** Lifetime of its invocations, in seconds. @default 120 */
  readonly invocationTtlSecs?: number | undefined
}

/**
 * Makes the SIWE message by which an owner gives a session key exactly the capabilities asked for.
 * @throws {OpenKeyError} `invalid_params` with the `field` at fault; `siwe_malformed` for a value that is not valid in
 * the message; `recap_malformed` for a service, path or ability that is not valid in a ReCap, or too many of them
 */
export function prepareSession(options: PrepareSessionOptions): PreparedSession {
  const { jwk, didUrl } = options.jwk === undefined ? createSessionKey() : sessionKeyFromJwk(options.jwk)
  const { delegateUri = didUrl, spaceId, additionalSpaces, invocationTtlSecs } = options
  parseKeyDid(delegateUri)
  const recap = sessionRecap(options)
  const message: SiweMessage = {
    domain: options.domain,
    address: toChecksumAddress(options.address),
    statement: recapStatement(recap),
    uri: delegateUri,
    version: '1',
    chainId: options.chainId,
    nonce: options.nonce ?? generateNonce(),
    issuedAt: options.issuedAt,
    expirationTime: options.expirationTime,
    notBefore: options.notBefore,
    resources: [encodeRecap(recap)],
  }
  const siwe = formatSiweMessage(message)
  // Rejects a message that a widget or node would reject, before the user is asked to sign it.
  readRecap(message)
  return {
    jwk,
    spaceId,
    ...(additionalSpaces !== undefined && { additionalSpaces }),
    siwe,
    verificationMethod: delegateUri,
    ...(invocationTtlSecs !== undefined && { invocationTtlSecs }),
  }
}
