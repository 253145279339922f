import type { JsonValue } from '../encoding/canonicalJson.ts'
import type { Attenuations } from './attenuations.ts'
import type { PublicJwk } from './jwk.ts'

/** Members of a UCAN's payload, by their names on the wire. Times are in seconds since 1970 and may be fractional. */
export type UcanPayload = {
  readonly att: Attenuations
  /** A DID without fragment. An invocation names its issuer or the node; a delegation names who receives it. */
  readonly aud: string
  readonly exp: number
  /** Facts: free JSON for the receiver. */
  readonly fct?: readonly JsonValue[] | undefined
  /** DID of the key that signs, or its DID URL. */
  readonly iss: string
  readonly nbf?: number | undefined
  /** Any text of at most 512 characters. What we write is `urn:uuid:` and a version 4 UUID. */
  readonly nnc?: string | undefined
  /** CIDs of the delegations this one rests on; none when the issuer is the root. */
  readonly prf: readonly string[]
}

/** Header of a UCAN, version 0.10.0. The key stands in it, so that a verifier needs no resolver. */
export type UcanHeader = {
  readonly alg: 'EdDSA'
  readonly jwk: PublicJwk
  readonly typ: 'JWT'
  readonly ucv: '0.10.0'
}

/** A UCAN as received. `signingInput` is the received text up to its second dot: the very bytes that were signed. */
export type Ucan = {
  readonly header: UcanHeader
  readonly payload: UcanPayload
  readonly signature: Uint8Array
  readonly signingInput: string
}
