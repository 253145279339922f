import { groupBy } from '../groupBy.ts'
import type { CapabilitySentence, DataAccess, DatabaseAccess, StorageService } from './capabilitySentence.ts'
import type { Permission } from './permission.ts'
import { highestProtection } from './protection.ts'

/**
 * Merges grants that one sentence can describe exactly: equal sentences about one place, everything that several stores of
 * one place can do, and the two ways to see what is granted.
 */
export function mergePermissions(permissions: readonly Permission[]): readonly Permission[] {
  return [equal, everything, looking].reduce(merge, permissions)
}

type Rule = {
  /** Grants with the same key are merged. A grant without a key is left as it is. */
  readonly keyOf: (permission: Permission) => string | undefined
  readonly toSentence: (sentences: readonly [CapabilitySentence, ...CapabilitySentence[]]) => CapabilitySentence
}

function merge(permissions: readonly Permission[], { keyOf, toSentence }: Rule): readonly Permission[] {
  return groupBy(permissions, (permission) => keyOf(permission) ?? JSON.stringify([...identityOf(permission)])).map(
    (alike) => {
      const [first, second] = alike
      if (second === undefined) return first
      return {
        target: first.target,
        sentence: toSentence([first.sentence, ...alike.slice(1).map(({ sentence }) => sentence)]),
        protection: highestProtection(alike.map(({ protection }) => protection)),
        isCollapsible: alike.every(({ isCollapsible }) => isCollapsible),
        capabilities: alike.flatMap(({ capabilities }) => capabilities),
      }
    },
  )
}

function identityOf({ target, protection, isCollapsible, sentence }: Permission): readonly unknown[] {
  return [target, protection, isCollapsible, sentence]
}

const equal: Rule = {
  keyOf: (permission) => JSON.stringify(identityOf(permission)),
  toSentence: ([sentence]) => sentence,
}

const everything: Rule = {
  keyOf: ({ target, sentence }) => (fullStore(sentence) ? JSON.stringify([target, 'everything']) : undefined),
  toSentence: (sentences) => {
    const found = sentences.map(fullStore)
    return { id: 'everything', stores: (['data', 'sql', 'duckdb'] as const).filter((store) => found.includes(store)) }
  },
}

const looking: Rule = {
  keyOf: ({ target, protection, sentence: { id } }) =>
    id === 'permissions' || id === 'connections' ? JSON.stringify([target, protection, 'looking']) : undefined,
  toSentence: () => ({ id: 'permissionsAndConnections' }),
}

const allOf: Readonly<Record<StorageService, readonly (DataAccess | DatabaseAccess)[]>> = {
  data: ['read', 'write', 'delete'],
  sql: ['read', 'write', 'schema', 'export', 'admin'],
  duckdb: ['read', 'write', 'import', 'export', 'execute', 'admin'],
}

/** Returns the store that the sentence grants in full: every action, on everything it stores. */
function fullStore(sentence: CapabilitySentence): StorageService | undefined {
  if (sentence.id === 'data' && sentence.path === undefined && hasAll('data', sentence.access)) return 'data'
  if (sentence.id !== 'database' || sentence.name !== undefined) return undefined
  return hasAll(sentence.engine, sentence.access) ? sentence.engine : undefined
}

function hasAll(store: StorageService, access: readonly (DataAccess | DatabaseAccess)[]): boolean {
  return allOf[store].every((word) => access.includes(word))
}
