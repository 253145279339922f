import type { Capability, Recap } from '@openkey/protocol/siwe'

/** A delegation, whichever way it was signed. */
export type Delegation = {
  /** Content identifier of its exact bytes. */
  readonly cid: string
  /** The `Authorization` value it came in. */
  readonly raw: string
  /** Who gives; a DID without fragment. */
  readonly delegator: string
  /** Who receives; a DID without fragment. */
  readonly delegatee: string
  readonly att: Recap['att']
  /** The entries of {@link att}, one by one. */
  readonly capabilities: readonly Capability[]
  /** CIDs of the delegations it draws on. */
  readonly parents: readonly string[]
  readonly notBeforeMs: number | undefined
  readonly expiresAtMs: number | undefined
  /** Whether nothing may be passed on from it. */
  readonly isTerminal: boolean
  /** Whether it was taken back. What is just being read never is. */
  readonly isRevoked: boolean
}
