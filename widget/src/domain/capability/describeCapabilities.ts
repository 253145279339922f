import type { Account, Capability } from '@openkey/protocol/siwe'
import { groupBy } from '../groupBy.ts'
import type { CapabilitySentence, DataAccess, DatabaseAccess, StorageService } from './capabilitySentence.ts'
import { describeLiterally } from './describeLiterally.ts'
import { findDescriber, isRecognised } from './findDescriber.ts'
import { targetOf } from './grantTarget.ts'
import type { Permission } from './permission.ts'
import { highestProtection, protectionOf } from './protection.ts'
import { scopeOf } from './scope.ts'

/**
 * Puts capabilities into sentences, as seen by the account that signs. What no sentence covers exactly is said
 * literally, and is set apart like everything that reaches another account.
 * @param options.isShared Whether another user receives them, and not the app: all of them are set apart then.
 */
export function describeCapabilities(
  capabilities: readonly Capability[],
  signer: Account,
  { isShared = false }: { readonly isShared?: boolean } = {},
): readonly Permission[] {
  return mergePermissions(
    groupBy(capabilities, permissionKey).map((group) => describePermission(group, { signer, isShared })),
  )
}

/** One sentence speaks of one resource and one service; with caveats or unknown words, of nothing else. */
function permissionKey(capability: Capability): string {
  const isKnown = findDescriber(capability) !== undefined
  return JSON.stringify([capability.resource, isKnown, isRecognised(capability), isKnown ? [] : capability.caveats])
}

function describePermission(
  capabilities: readonly [Capability, ...Capability[]],
  { signer, isShared }: { readonly signer: Account; readonly isShared: boolean },
): Permission {
  const [first] = capabilities
  const target = targetOf(first, signer)
  const actions = capabilities.map(({ ability }) => ability.slice(ability.indexOf('/') + 1))
  const path = first.path === '' ? undefined : first.path
  const sentence =
    findDescriber(first)?.describe({ target, path, actions }) ??
    describeLiterally(capabilities, { isRecognised: isRecognised(first) })
  const isForeign = 'owner' in target && target.owner !== undefined
  const atLeast = isShared || isForeign || sentence.id === 'literal' ? 'powerful' : 'ordinary'
  const protection = highestProtection([atLeast, ...capabilities.map((capability) => protectionOf(capability))])
  return {
    target,
    sentence,
    protection,
    isCollapsible: protection === 'ordinary' && capabilities.every(isCollapsible),
    capabilities,
  }
}

const readOnly: ReadonlySet<string> = new Set([
  'tinycloud.kv/list',
  'tinycloud.kv/metadata',
  'tinycloud.kv/get',
  'tinycloud.sql/read',
  'tinycloud.duckdb/read',
  'tinycloud.duckdb/describe',
  'tinycloud.hooks/subscribe',
])

/** S12: only permissions to read below one path may be collapsed. All others stay in view. */
export function isCollapsible(capability: Capability): boolean {
  const { path = [] } = scopeOf(capability) ?? {}
  return readOnly.has(capability.ability) && path.length > 0
}

/**
 * Merges grants that one sentence can describe exactly: equal sentences about one place, everything that several stores
 * of one place can do, and the two ways to see what is granted.
 */
function mergePermissions(permissions: readonly Permission[]): readonly Permission[] {
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
  keyOf: ({ target, protection, sentence }) => {
    const isConnections = sentence.id === 'connections' && !sentence.access.includes('revoke')
    return isConnections || sentence.id === 'permissions' ? JSON.stringify([target, protection, 'looking']) : undefined
  },
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
