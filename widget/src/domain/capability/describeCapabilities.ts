import type { Account, Capability } from '@openkey/protocol/siwe'
import { groupBy } from '../groupBy.ts'
import type { CapabilitySentence } from './capabilitySentence.ts'
import { describeLiterally, hasCaveats } from './describeLiterally.ts'
import type { Describer, Description } from './describer.ts'
import { networkDescribers, spaceDescribers } from './describers.ts'
import { type Place, placeOf } from './place.ts'

/** A sentence, where it applies, and the capabilities it stands for. Every capability stands behind exactly one. */
export type DescribedGrant = {
  readonly place: Place
  readonly sentence: CapabilitySentence
  readonly isSensitive: boolean
  readonly capabilities: readonly Capability[]
}

/**
 * Puts capabilities into sentences, as seen by the account that signs. What no sentence covers exactly is said
 * literally, and counts as sensitive, like everything that reaches into what another account owns.
 */
export function describeCapabilities(capabilities: readonly Capability[], signer: Account): readonly DescribedGrant[] {
  return mergeEqual(groupBy(capabilities, grantKey).map((grant) => describeGrant(grant, signer)))
}

/** One sentence speaks of one resource and one service; with caveats or unknown words, of nothing else. */
function grantKey(capability: Capability): string {
  const isKnown = findDescriber(capability) !== undefined
  return JSON.stringify([capability.resource, isKnown, isKnown ? [] : capability.caveats])
}

function describeGrant(capabilities: readonly [Capability, ...Capability[]], signer: Account): DescribedGrant {
  const [first] = capabilities
  const place = placeOf(first, signer)
  const actions = capabilities.map(({ ability }) => split(ability).action)
  const path = first.path === '' ? undefined : first.path
  const { sentence, isSensitive }: Description =
    findDescriber(first)?.describe({ place, path, actions }) ?? describeLiterally(capabilities)
  const isForeign = place.kind !== 'elsewhere' && place.owner !== undefined
  return { place, sentence, isSensitive: isSensitive || isForeign, capabilities }
}

/** @returns `undefined` where the capability can only be shown literally. */
function findDescriber({ ability, space, service, network, caveats }: Capability): Describer | undefined {
  const { namespace, action } = split(ability)
  if (hasCaveats(caveats) || (space !== undefined && namespace !== `tinycloud.${service}`)) return undefined
  const shortName = namespace.startsWith('tinycloud.') ? namespace.slice('tinycloud.'.length) : ''
  const describers = space !== undefined ? spaceDescribers : network !== undefined ? networkDescribers : undefined
  const found = describers?.get(shortName)
  return found?.knows(action) ? found : undefined
}

function split(ability: string): { namespace: string; action: string } {
  const slash = ability.indexOf('/')
  return { namespace: ability.slice(0, slash), action: ability.slice(slash + 1) }
}

/** The same sentence about the same place is said once. */
function mergeEqual(grants: readonly DescribedGrant[]): readonly DescribedGrant[] {
  const keyOf = ({ place, isSensitive, sentence }: DescribedGrant) => JSON.stringify([place, isSensitive, sentence])
  return groupBy(grants, keyOf).map((equal) => ({
    ...equal[0],
    capabilities: equal.flatMap(({ capabilities }) => capabilities),
  }))
}
