import type { Account, Capability } from '@openkey/protocol/siwe'
import { groupBy } from '../groupBy.ts'
import type { CapabilitySentence } from './capabilitySentence.ts'
import { describeLiterally } from './describeLiterally.ts'
import { findDescriber, isRecognised } from './findDescriber.ts'
import { type Place, placeOf } from './grantTarget.ts'
import { isFoldable } from './isCollapsible.ts'
import { mergeGrants } from './mergePermissions.ts'
import { mostProtected, type Protection, protectionOf } from './protection.ts'

/** A sentence, where it applies, and the capabilities it stands for. Every capability stands behind exactly one. */
export type DescribedGrant = {
  readonly place: Place
  readonly sentence: CapabilitySentence
  /** The highest protection among its capabilities. Anything but `ordinary` is set apart and must be read. */
  readonly protection: Protection
  /** Whether all of it is reading below one path, none of which is protected. */
  readonly isFoldable: boolean
  readonly capabilities: readonly Capability[]
}

/**
 * Puts capabilities into sentences, as seen by the account that signs. What no sentence covers exactly is said
 * literally, and is set apart like everything that reaches another account.
 * @param options.isShared Whether another user receives them, and not the app: all of them are set apart then.
 */
export function describeCapabilities(
  capabilities: readonly Capability[],
  signer: Account,
  { isShared = false }: { readonly isShared?: boolean } = {},
): readonly DescribedGrant[] {
  return mergeGrants(groupBy(capabilities, grantKey).map((grant) => describeGrant(grant, { signer, isShared })))
}

/** One sentence speaks of one resource and one service; with caveats or unknown words, of nothing else. */
function grantKey(capability: Capability): string {
  const isKnown = findDescriber(capability) !== undefined
  return JSON.stringify([capability.resource, isKnown, isRecognised(capability), isKnown ? [] : capability.caveats])
}

function describeGrant(
  capabilities: readonly [Capability, ...Capability[]],
  { signer, isShared }: { readonly signer: Account; readonly isShared: boolean },
): DescribedGrant {
  const [first] = capabilities
  const place = placeOf(first, signer)
  const actions = capabilities.map(({ ability }) => ability.slice(ability.indexOf('/') + 1))
  const path = first.path === '' ? undefined : first.path
  const sentence =
    findDescriber(first)?.describe({ place, path, actions }) ??
    describeLiterally(capabilities, { isRecognised: isRecognised(first) })
  const isForeign = place.kind !== 'elsewhere' && place.owner !== undefined
  const atLeast = isShared || isForeign || sentence.id === 'literal' ? 'powerful' : 'ordinary'
  const protection = mostProtected([atLeast, ...capabilities.map((capability) => protectionOf(capability))])
  return {
    place,
    sentence,
    protection,
    isFoldable: protection === 'ordinary' && capabilities.every(isFoldable),
    capabilities,
  }
}
