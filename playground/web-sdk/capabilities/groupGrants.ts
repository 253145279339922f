import type { Abilities } from '@openkey/protocol/session'

/** Abilities on one path of one service of one space. */
export type Grant = {
  readonly spaceId: string
  /** Short name. */
  readonly service: string
  readonly path: string
  readonly abilities: readonly string[]
}

/** The grants of each space, in the order in which spaces are first named. */
export function groupGrants(grants: readonly Grant[]): ReadonlyMap<string, Abilities> {
  return mapGroups(grants, 'spaceId', (ofSpace) =>
    Object.fromEntries(
      mapGroups(ofSpace, 'service', (ofService) =>
        Object.fromEntries(
          mapGroups(ofService, 'path', (ofPath) => [...new Set(ofPath.flatMap(({ abilities }) => abilities))]),
        ),
      ),
    ),
  )
}

function mapGroups<Value>(
  grants: readonly Grant[],
  member: 'spaceId' | 'service' | 'path',
  toValue: (group: readonly Grant[]) => Value,
): ReadonlyMap<string, Value> {
  const names = [...new Set(grants.map((grant) => grant[member]))]
  return new Map(names.map((name) => [name, toValue(grants.filter((grant) => grant[member] === name))]))
}
