import type { AuthorizationHeader } from './authorization.ts'
import type { PrivateJwk } from './jwk.ts'

/** Members that a prepared and a complete session have in common. */
type SessionFacts = {
  /** The private session key. Never leaves the app. */
  readonly jwk: PrivateJwk
  /** The primary space. */
  readonly spaceId: string
  /** Further spaces by the name the app knows them under. Carried along; the capabilities stand in the ReCap. */
  readonly additionalSpaces?: { readonly [name: string]: string } | undefined
  /** DID URL of whoever may use the session. */
  readonly verificationMethod: string
  /** Lifetime of its invocations, in seconds. */
  readonly invocationTtlSecs?: number | undefined
}

/** A session that waits for the owner's signature over `siwe`. */
export type PreparedSession = SessionFacts & { readonly siwe: string }

/** A session the owner has signed. */
export type Session = SessionFacts & {
  readonly delegationHeader: AuthorizationHeader
  /** CID of the delegation; every invocation names it as its proof. */
  readonly delegationCid: string
}
