import type { Delegation } from '../../authority/delegation/delegation.ts'

/** A delegation as clients see it. `raw` is the `Authorization` value it came in. */
export function delegationView({ capabilities, delegator, delegatee, parents, raw }: Delegation) {
  return {
    capabilities: capabilities.map(({ resource, ability, caveats }) => ({ resource, ability, caveats })),
    delegator,
    delegate: delegatee,
    parents,
    raw,
  }
}
