import { encodeUtf8 } from '../encoding/utf8.ts'
import { keyDid, parseKeyDid } from '../siwe/keyDid.ts'
import { parsePkhDid, pkhDid } from '../siwe/pkhDid.ts'
import type { Attenuations } from './attenuations.ts'
import type { AuthorizationHeader } from './authorization.ts'
import { computeCid } from './cid.ts'
import { freshUcanNonce } from './freshUcanNonce.ts'
import { invalidParams } from './invalidParams.ts'
import { delegationFact } from './isUcanDelegation.ts'
import type { Session } from './session.ts'
import { sessionKeyFromJwk } from './sessionKey.ts'
import { signUcan } from './signUcan.ts'

export type UcanDelegationOptions = {
  /** Who receives the capabilities: an account's did:pkh, a did:key, or a DID URL of that. */
  readonly delegate: string
  /** Milliseconds since 1970; a node refuses what outlives its parent. */
  readonly expiresAt: number
  /** Milliseconds since 1970. */
  readonly notBefore?: number | undefined
  /** `urn:uuid:` and a version 4 UUID. @default a fresh one */
  readonly nonce?: string | undefined
}

/**
 * Passes capabilities of a session on to another account or key. This shape is ours: a UCAN as an invocation is, whose audience is
 * the delegate and whose first fact says that it delegates (see `isUcanDelegation`).
 * @throws {OpenKeyError} `invalid_params` with the `field` at fault
 */
export function createUcanDelegation(
  session: Pick<Session, 'jwk' | 'verificationMethod' | 'delegationCid'>,
  att: Attenuations,
  { delegate, expiresAt, notBefore, nonce = freshUcanNonce() }: UcanDelegationOptions,
): { readonly delegationHeader: AuthorizationHeader; readonly delegationCid: string } {
  const { jwk, did, didUrl } = sessionKeyFromJwk(session.jwk)
  const audience = delegate.startsWith('did:pkh:') ? pkhDid(parsePkhDid(delegate)) : keyDid(parseKeyDid(delegate))
  if (didUrl !== session.verificationMethod) throw invalidParams('jwk', 'The session was given to another key.')
  if (audience === did) throw invalidParams('delegate', 'A session key cannot delegate to itself.')
  const payload = {
    att,
    aud: audience,
    exp: Math.floor(expiresAt / 1000),
    fct: [delegationFact],
    iss: didUrl,
    nbf: notBefore === undefined ? undefined : Math.ceil(notBefore / 1000),
    nnc: nonce,
    prf: [session.delegationCid],
  }
  const text = signUcan(payload, jwk)
  return { delegationHeader: { Authorization: text }, delegationCid: computeCid(encodeUtf8(text)) }
}
