import type { Capability, JsonValue } from '@openkey/protocol/siwe'

/** A signed request to use capabilities. */
export type Invocation = {
  readonly cid: string
  /** DID of the key that signed, without fragment. */
  readonly invoker: string
  readonly capabilities: readonly Capability[]
  /** CIDs of the parent delegations. */
  readonly parents: readonly string[]
  readonly expiresAtMs: number
  /** The invoker's DID or this node's. */
  readonly audience: string
  /** Distinguishes otherwise equal requests. */
  readonly nonce: string | undefined
  readonly facts: readonly JsonValue[]
}

/** An authorized invocation. */
export type Authority = {
  readonly invocation: Invocation
  /** Capabilities of the parents, and the invoked ones that the invoker owns. */
  readonly held: readonly Capability[]
  readonly nowMs: number
}
