import { splitResource } from '../siwe/identifiers/resource.ts'
import { matchSpaceId } from '../siwe/identifiers/spaceId.ts'
import type { Capability } from './attenuations.ts'
import { coveringAbilities, mainAbility } from './capabilityCovers.ts'

/** Held capabilities, arranged so that the time of a look-up depends on the wanted resource and not on their number. */
export type CapabilityIndex<Held extends Capability> = {
  /** Returns every held capability for which `capabilityCovers` is true. */
  covering(wanted: Capability): readonly Held[]
}

/** Paths as a tree of their segments. `held` lists the capabilities on the path that ends here. */
type Branch<Held> = { readonly held: Held[]; readonly below: Map<string, Branch<Held>> }

/** The grants of one ability on one service of a space. */
type Service<Held> = { readonly spaceId: string; isSpace?: boolean; readonly root: Branch<Held> }

/** Arranges capabilities for look-ups. */
export function indexCapabilities<Held extends Capability>(held: readonly Held[]): CapabilityIndex<Held> {
  const exact = new Map<string, Held[]>()
  const services = new Map<string, Service<Held>>()

  for (const capability of held) {
    const ability = mainAbility(capability.ability)
    entryOf(exact, `${ability} ${capability.resource}`, (): Held[] => []).push(capability)
    const split = splitResource(capability.resource)
    if (split === undefined) continue
    const { spaceId, path } = split
    const service = entryOf(services, serviceKey(ability, split), () => ({ spaceId, root: newBranch<Held>() }))
    const segments = path?.split('/') ?? []
    segments
      .reduce((branch, segment) => entryOf(branch.below, segment, () => newBranch<Held>()), service.root)
      .held.push(capability)
  }

  return {
    covering(wanted) {
      const split = splitResource(wanted.resource)
      return coveringAbilities(wanted.ability).flatMap((ability) => {
        const service = split && services.get(serviceKey(ability, split))
        return service && isSpace(service)
          ? alongPath(service.root, split?.path?.split('/') ?? [])
          : (exact.get(`${ability} ${wanted.resource}`) ?? [])
      })
    },
  }
}

function serviceKey(
  ability: string,
  { spaceId, service, query, fragment }: NonNullable<ReturnType<typeof splitResource>>,
) {
  return JSON.stringify([ability, spaceId, service, query, fragment])
}

/** Verifies the hash in a space id once, and only if it decides. */
function isSpace(service: Service<unknown>): boolean {
  service.isSpace ??= matchSpaceId(service.spaceId) !== undefined
  return service.isSpace
}

/** Collects what is held on the path, on each path above it, and on a path above it with a slash at its end. */
function alongPath<Held>(root: Branch<Held>, segments: readonly string[]): readonly Held[] {
  const found = [...root.held]
  let branch: Branch<Held> | undefined = root
  for (const [index, segment] of segments.entries()) {
    if (index > 0 && segment !== '') found.push(...(branch.below.get('')?.held ?? []))
    branch = branch.below.get(segment)
    if (branch === undefined) break
    found.push(...branch.held)
  }
  return found
}

function newBranch<Held>(): Branch<Held> {
  return { held: [], below: new Map() }
}

function entryOf<Value>(map: Map<string, Value>, key: string, create: () => Value): Value {
  const value = map.get(key) ?? create()
  map.set(key, value)
  return value
}
