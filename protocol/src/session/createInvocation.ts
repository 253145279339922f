import type { JsonValue } from '../encoding/canonicalJson.ts'
import { type Capability, withoutCaveats } from './attenuations.ts'
import type { AuthorizationHeader } from './authorization.ts'
import { invalidParams } from './invalidParams.ts'
import { generateUcanNonce } from './nonce.ts'
import type { Session } from './session.ts'
import { sessionKeyFromJwk } from './sessionKey.ts'
import { signUcan } from './ucan.ts'

export type InvocationOptions = {
  /** Milliseconds since 1970. */
  readonly now: number
  /** Lifetime in seconds, kept within 30 and 3600. A node takes at most 300. @default the session's, else 120 */
  readonly ttlSecs?: number | undefined
  readonly facts?: readonly JsonValue[] | undefined
  /** DID the invocation is for. @default the session's own */
  readonly audience?: string | undefined
  /** At most 512 characters. @default `urn:uuid:` and a fresh version 4 UUID */
  readonly nonce?: string | undefined
}

type Invoker = Pick<Session, 'jwk' | 'verificationMethod' | 'delegationCid' | 'invocationTtlSecs'>

/**
 * Signs one request to a node with the session key: a UCAN over the capabilities it exercises, resting on the session's
 * delegation. A node takes each one once.
 * @throws {OpenKeyError} `invalid_params` with the `field` at fault
 */
export function createInvocation(
  session: Invoker,
  capabilities: readonly Capability[],
  { now, ttlSecs = session.invocationTtlSecs ?? 120, facts, audience, nonce = generateUcanNonce() }: InvocationOptions,
): AuthorizationHeader {
  const { jwk, did, didUrl } = sessionKeyFromJwk(session.jwk)
  if (didUrl !== session.verificationMethod) throw invalidParams('jwk', 'The key is not the key of this session.')
  const payload = {
    att: withoutCaveats(capabilities),
    aud: audience ?? did,
    exp: Math.floor(now / 1000) + Math.min(Math.max(ttlSecs, 30), 3600),
    fct: facts,
    iss: didUrl,
    nnc: nonce,
    prf: [session.delegationCid],
  }
  return { Authorization: signUcan(payload, jwk) }
}

/** One operation as a client thinks of it. */
export type Operation = {
  /** @default the session's primary space */
  readonly spaceId?: string | undefined
  /** Short name, for example `kv`. */
  readonly service: string
  /** The caller percent-encodes characters that are not valid in a URI path. */
  readonly path: string
  /** Full name, for example `tinycloud.kv/get`. */
  readonly ability: string
}

/**
 * {@link createInvocation} for one operation. The resource always has a path segment, even an empty one; an encryption
 * network is its own resource.
 * @throws {OpenKeyError} `invalid_params` with the `field` at fault
 */
export function createInvocationFor(
  session: Session,
  { spaceId = session.spaceId, service, path, ability }: Operation,
  options: InvocationOptions,
): AuthorizationHeader {
  const isNetwork = service === 'encryption' && path.startsWith('urn:tinycloud:encryption:')
  const resource = isNetwork ? path : `${spaceId}/${service}/${path}`
  return createInvocation(session, [{ resource, ability }], options)
}
