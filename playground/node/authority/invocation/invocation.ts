import type { Capability, JsonValue } from '@openkey/protocol/siwe'

/** A request to use capabilities, as its sender signed it. */
export type Invocation = {
  readonly cid: string
  /** DID of the key that signed, without fragment. */
  readonly invoker: string
  readonly capabilities: readonly Capability[]
  /** CIDs of the delegations it rests on. */
  readonly parents: readonly string[]
  readonly expiresAtMs: number
  /** DID it is addressed to: the invoker's or this node's. */
  readonly audience: string
  /** What makes two equal requests different. */
  readonly nonce: string | undefined
  readonly facts: readonly JsonValue[]
}

/** What an admitted invocation may rest on: the capabilities its parents hold, or all of them where the invoker is root. */
export type Authority = {
  readonly invocation: Invocation
  readonly held: readonly Capability[]
  readonly nowMs: number
}
