import { groupBy } from '../groupBy.ts'
import type { CapabilitySentence, DataAccess, DatabaseAccess, Store } from './capabilitySentence.ts'
import type { DescribedGrant } from './describeCapabilities.ts'
import { mostProtected } from './protection.ts'

/**
 * Merges grants that one sentence can describe exactly: equal sentences about one place, everything that several stores of
 * one place can do, and the two ways to see what is granted.
 */
export function mergeGrants(grants: readonly DescribedGrant[]): readonly DescribedGrant[] {
  return [equal, everything, looking].reduce(merge, grants)
}

type Rule = {
  /** Grants with the same key are merged. A grant without a key is left as it is. */
  readonly keyOf: (grant: DescribedGrant) => string | undefined
  readonly toSentence: (sentences: readonly [CapabilitySentence, ...CapabilitySentence[]]) => CapabilitySentence
}

function merge(grants: readonly DescribedGrant[], { keyOf, toSentence }: Rule): readonly DescribedGrant[] {
  return groupBy(grants, (grant) => keyOf(grant) ?? JSON.stringify([...identityOf(grant)])).map((alike) => {
    const [first, second] = alike
    if (second === undefined) return first
    return {
      place: first.place,
      sentence: toSentence([first.sentence, ...alike.slice(1).map(({ sentence }) => sentence)]),
      protection: mostProtected(alike.map(({ protection }) => protection)),
      isFoldable: alike.every(({ isFoldable }) => isFoldable),
      capabilities: alike.flatMap(({ capabilities }) => capabilities),
    }
  })
}

function identityOf({ place, protection, isFoldable, sentence }: DescribedGrant): readonly unknown[] {
  return [place, protection, isFoldable, sentence]
}

const equal: Rule = { keyOf: (grant) => JSON.stringify(identityOf(grant)), toSentence: ([sentence]) => sentence }

const everything: Rule = {
  keyOf: ({ place, sentence }) => (fullStore(sentence) ? JSON.stringify([place, 'everything']) : undefined),
  toSentence: (sentences) => {
    const found = sentences.map(fullStore)
    return { id: 'everything', stores: (['data', 'sql', 'duckdb'] as const).filter((store) => found.includes(store)) }
  },
}

const looking: Rule = {
  keyOf: ({ place, protection, sentence: { id } }) =>
    id === 'permissions' || id === 'connections' ? JSON.stringify([place, protection, 'looking']) : undefined,
  toSentence: () => ({ id: 'permissionsAndConnections' }),
}

const allOf: Readonly<Record<Store, readonly (DataAccess | DatabaseAccess)[]>> = {
  data: ['read', 'write', 'delete'],
  sql: ['read', 'write', 'schema', 'export', 'admin'],
  duckdb: ['read', 'write', 'import', 'export', 'execute', 'admin'],
}

/** Returns the store that the sentence grants in full: every action, on everything it stores. */
function fullStore(sentence: CapabilitySentence): Store | undefined {
  if (sentence.id === 'data' && sentence.path === undefined && hasAll('data', sentence.access)) return 'data'
  if (sentence.id !== 'database' || sentence.name !== undefined) return undefined
  return hasAll(sentence.engine, sentence.access) ? sentence.engine : undefined
}

function hasAll(store: Store, access: readonly (DataAccess | DatabaseAccess)[]): boolean {
  return allOf[store].every((word) => access.includes(word))
}
