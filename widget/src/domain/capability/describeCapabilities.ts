import type { Account, Capability } from '@openkey/protocol/siwe'
import { groupBy } from '../groupBy.ts'
import { describeLiterally } from './describeLiterally.ts'
import { findDescriber, isRecognised } from './findDescriber.ts'
import { targetOf } from './grantTarget.ts'
import { isCollapsible } from './isCollapsible.ts'
import { mergePermissions } from './mergePermissions.ts'
import type { Permission } from './permission.ts'
import { highestProtection, protectionOf } from './protection.ts'

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
  const isForeign = target.kind !== 'unknown' && target.owner !== undefined
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
