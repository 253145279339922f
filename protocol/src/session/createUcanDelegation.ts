import { encodeUtf8 } from '../encoding/utf8.ts'
import { keyDid, parseKeyDid } from '../siwe/identifiers/keyDid.ts'
import { parsePkhDid } from '../siwe/identifiers/pkhDid.ts'
import type { Attenuations } from './attenuations.ts'
import type { AuthorizationHeader } from './authorization.ts'
import { computeCid } from './cid.ts'
import { invalidParams } from './invalidParams.ts'
import { generateUcanNonce } from './nonce.ts'
import type { Session } from './session.ts'
import { sessionKeyFromJwk } from './sessionKey.ts'
import { principalDid, signUcan } from './ucan.ts'

export type UcanDelegationOptions = {
  /**
   * Recipient of the capabilities: an account's did:pkh, its address in any case; a did:key; or a DID URL of either.
   */
  readonly delegate: string
  /** Milliseconds since 1970; a node refuses what outlives its parent. */
  readonly expiresAt: number
  /** Milliseconds since 1970. */
  readonly notBefore?: number | undefined
  /** At most 512 characters. @default `urn:uuid:` and a fresh version 4 UUID */
  readonly nonce?: string | undefined
  /** Forbids the recipient to delegate further. @default false */
  readonly isTerminal?: boolean | undefined
}

/** The fact that forbids a delegation to be passed on, as tinycloud-node and js-sdk write it. */
const terminalFact = { 'xyz.tinycloud.policy/delegationMode': 'terminal' } as const

/**
 * Passes capabilities of a session on to another account or key: a UCAN like an invocation, whose audience is the
 * delegate (see `isUcanDelegation`).
 * @throws {OpenKeyError} `invalid_params` with the `field` at fault
 */
export function createUcanDelegation(
  session: Pick<Session, 'jwk' | 'verificationMethod' | 'delegationCid'>,
  att: Attenuations,
  { delegate, expiresAt, notBefore, nonce = generateUcanNonce(), isTerminal = false }: UcanDelegationOptions,
): { readonly delegationHeader: AuthorizationHeader; readonly delegationCid: string } {
  const { jwk, did, didUrl } = sessionKeyFromJwk(session.jwk)
  const audience = readAudience(delegate)
  if (didUrl !== session.verificationMethod) throw invalidParams('jwk', 'The key is not the key of this session.')
  if (audience === did) throw invalidParams('delegate', 'A session key cannot delegate to itself.')
  const payload = {
    att,
    aud: audience,
    exp: Math.floor(expiresAt / 1000),
    fct: isTerminal ? [terminalFact] : undefined,
    iss: didUrl,
    nbf: notBefore === undefined ? undefined : Math.ceil(notBefore / 1000),
    nnc: nonce,
    prf: [session.delegationCid],
  }
  const text = signUcan(payload, jwk)
  return { delegationHeader: { Authorization: text }, delegationCid: computeCid(encodeUtf8(text)) }
}

function readAudience(delegate: string): string {
  const audience = principalDid(delegate)
  if (!audience.startsWith('did:pkh:')) return keyDid(parseKeyDid(delegate))
  parsePkhDid(audience)
  return audience
}
