import { type Capability, parseResource } from '@openkey/protocol/siwe'
import { hasCaveats } from './describeLiterally.ts'
import type { Describer } from './describer.ts'
import { delegationDescribers, networkDescribers, orbitDescribers, spaceDescribers } from './describers.ts'

/** @returns `undefined` where the capability can only be shown literally. */
export function findDescriber(capability: Capability): Describer | undefined {
  return hasCaveats(capability.caveats) ? undefined : findKnownDescriber(capability, actionOf(capability))
}

/**
 * Returns whether a node may honour the capability: an action that nodes know, including one with conditions, one on a
 * resource with a query, or one that OpenKey has no sentence for. Unrecognised capabilities can be any text, in any
 * number.
 */
export function isRecognised(capability: Capability): boolean {
  const { space, service } = capability.space ? capability : (parseResource(capability.resource) ?? {})
  if (space === undefined && isOfTinyCloud(capability)) return true
  if (otherActions.get(service ?? '')?.includes(capability.ability)) return true
  return findKnownDescriber({ ...capability, space, service }, actionOf(capability)) !== undefined
}

/**
 * Returns whether a resource of unknown kind could be a node's, and the action one that nodes know. Nodes may read more
 * spellings than OpenKey: an address in lower case, or `<orbit>/kv/<path>` of the older generation.
 */
function isOfTinyCloud({ resource, ability, network, orbit }: Capability): boolean {
  if (network !== undefined || orbit !== undefined || !/^(?:urn:)?tinycloud:/i.test(resource)) return false
  const [name = '', action = ''] = ability
    .toLowerCase()
    .replace(/^tinycloud\./, '')
    .split('/')
  const describer = spaceDescribers.get(name) ?? networkDescribers.get(name) ?? orbitDescribers.get(name)
  return describer?.knows(action) || otherActions.get(name)?.includes(`tinycloud.${name}/${action}`) || false
}

/** Actions that nodes know in addition to those with a sentence, by the service of the resource. */
const otherActions: ReadonlyMap<string, readonly string[]> = new Map([
  ['kv', ['tinycloud.kv/delete']],
  ['sql', ['tinycloud.sql/select', 'tinycloud.sql/*']],
  ['duckdb', ['tinycloud.duckdb/select', 'tinycloud.duckdb/*']],
  ['space', ['tinycloud.space/create', 'tinycloud.space/list', 'tinycloud.space/info']],
  ['vfs', ['get', 'list', 'metadata', 'put', 'delete'].map((action) => `tinycloud.vfs/${action}`)],
])

function findKnownDescriber(capability: Capability, action: string): Describer | undefined {
  const { ability, space, service, orbit } = capability
  const namespace = ability.slice(0, ability.indexOf('/'))
  if (space !== undefined && namespace !== `tinycloud.${service}`) return undefined
  const shortName = namespace.startsWith('tinycloud.') ? namespace.slice('tinycloud.'.length) : ''
  // Abilities of the older generation have no prefix.
  const found = orbit !== undefined ? orbitDescribers.get(namespace) : describersFor(capability)?.get(shortName)
  return found?.knows(action) ? found : undefined
}

function describersFor({ space, network, delegation }: Capability): ReadonlyMap<string, Describer> | undefined {
  if (space !== undefined) return spaceDescribers
  if (network !== undefined) return networkDescribers
  return delegation === undefined ? undefined : delegationDescribers
}

function actionOf({ ability }: Capability): string {
  return ability.slice(ability.indexOf('/') + 1)
}
