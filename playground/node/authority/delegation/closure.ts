import type { Delegation } from './delegation.ts'

/** A delegation without its text and its capabilities, as the check of a chain reads it. */
export type Link = Omit<Delegation, 'raw' | 'att' | 'capabilities'>

export type FindDelegation = (cid: string) => Delegation | undefined
export type FindLink = (cid: string) => Link | undefined

/** Delegations with all their ancestors, read at once. All checks of a request are functions of its closure. */
export type Closure = {
  /** Finds one of the delegations that were asked for in full. */
  readonly find: FindDelegation
  /** Finds a delegation that was asked for, or an ancestor of one. */
  readonly findLink: FindLink
}

/**
 * Reads the closure of stored delegations. A CID that is not stored is left out.
 * @param cids `full` are the delegations whose capabilities are needed, `links` all others
 * @throws {NodeError} `chain_too_long` for a closure that no request may have
 */
export type LoadClosure = (cids: {
  readonly full: readonly string[]
  readonly links?: readonly string[]
}) => Promise<Closure>
