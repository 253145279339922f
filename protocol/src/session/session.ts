import type { AuthorizationHeader } from './authorization.ts'
import type { PrivateJwk } from './jwk.ts'

/** Members that a prepared and a complete session have in common. */
type SessionFacts = {
  /** The private session key. Never leaves the app. */
  readonly jwk: PrivateJwk
  /** The primary space. */
  readonly spaceId: string
  /** Further spaces, by the app's name for them. For information: the ReCap contains the capabilities. */
  readonly additionalSpaces?: { readonly [name: string]: string } | undefined
  /** DID URL of the key that may use the session. */
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
