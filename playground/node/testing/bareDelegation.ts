import type { Delegation } from '../authority/delegation/delegation.ts'

/** Creates a delegation without capabilities, for tests that only follow parents. */
export function bareDelegation(cid: string, parents: readonly string[]): Delegation {
  return {
    cid,
    parents,
    raw: '',
    delegator: 'did:key:a',
    delegatee: 'did:key:b',
    att: {},
    capabilities: [],
    notBeforeMs: undefined,
    expiresAtMs: undefined,
    isTerminal: false,
    isRevoked: false,
  }
}
