import type { RemovedCapability } from '@openkey/protocol'
import type { Abilities } from '@openkey/protocol/session'
import type { SignInCapabilities } from './signInCapabilities.ts'

/** Returns a request without some of its capabilities. It asks for nothing that the request does not ask for. */
export function narrowRequest(
  request: SignInCapabilities,
  removed: readonly RemovedCapability[] = [],
): SignInCapabilities {
  const { spaceId, abilities, spaceAbilities, rawAbilities } = request
  const keep = (resource: string, names: readonly string[]) =>
    names.filter((ability) => !removed.some((gone) => gone.resource === resource && gone.ability === ability))
  const inSpace = (space: string, wanted: Abilities): Abilities =>
    mapEntries(wanted, (service, paths) =>
      mapEntries(paths, (path, names) => keep(`${space}/${service}${path && `/${path}`}`, names)),
    )
  return {
    spaceId,
    abilities: inSpace(spaceId, abilities),
    spaceAbilities: mapEntries(spaceAbilities, inSpace),
    rawAbilities: mapEntries(rawAbilities, keep),
  }
}

function mapEntries<Value, Next>(
  record: { readonly [name: string]: Value },
  change: (name: string, value: Value) => Next,
): { readonly [name: string]: Next } {
  return Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(name, value)]))
}
