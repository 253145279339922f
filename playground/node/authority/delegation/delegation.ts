import type { Capability, Recap } from '@openkey/protocol/siwe'

/** A delegation from a SIWE message or a UCAN. */
export type Delegation = {
  /** Content identifier of the signed bytes. */
  readonly cid: string
  /** The `Authorization` value it came in. */
  readonly raw: string
  /** DID of the issuer, without fragment. */
  readonly delegator: string
  /** DID of the recipient, without fragment. */
  readonly delegatee: string
  readonly att: Recap['att']
  /** The entries of {@link att} as a list. */
  readonly capabilities: readonly Capability[]
  /** CIDs of the parent delegations. */
  readonly parents: readonly string[]
  readonly notBeforeMs: number | undefined
  readonly expiresAtMs: number | undefined
  /** Forbids further delegation. */
  readonly isTerminal: boolean
  /** Always false for a delegation that is not stored yet. */
  readonly isRevoked: boolean
}
