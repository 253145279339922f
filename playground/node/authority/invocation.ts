import type { Capability } from '@openkey/protocol/siwe'

/** A request to use capabilities, as its sender signed it. */
export type Invocation = {
  readonly cid: string
  /** DID of the key that signed, without fragment. */
  readonly invoker: string
  readonly capabilities: readonly Capability[]
  /** CIDs of the delegations it rests on. */
  readonly parents: readonly string[]
  readonly expiresAtMs: number
}

/** What an admitted invocation may rest on: the capabilities its parents hold, or all of them where the invoker is root. */
export type Authority = {
  readonly invocation: Invocation
  readonly held: readonly Capability[]
  readonly nowMs: number
}
