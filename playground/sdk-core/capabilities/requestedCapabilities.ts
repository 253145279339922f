import type { Abilities } from '@openkey/protocol/session'
import { type Account, canonicalId, formatSpaceId, parseSpaceId, pkhDid } from '@openkey/protocol/siwe'
import { TinyCloudError } from '../tinyCloudError.ts'
import { composeRequest, type RequestSources } from './composeRequest.ts'
import type { Permission } from './manifest.ts'
import { networkAbilities } from './networkAbilities.ts'
import { accountRegistry, fullAbilities, type SignInCapabilities } from './signInCapabilities.ts'

/**
 * Returns the capabilities for a manifest or capability request: exactly those, plus the account registry for a
 * manifest, plus `network.create` where the app requests decryption with the account's own network. The primary space
 * is the first own space other than `account`.
 * @throws {TinyCloudError} `capability_request_invalid`
 */
export function requestedCapabilities(account: Account, sources: RequestSources): SignInCapabilities {
  const permissions = composeRequest(sources)
  const ownSpace = (name: string) => formatSpaceId({ ...account, name })
  const grants = permissions
    .filter((permission) => !isNetwork(permission))
    .map((permission) => toGrant(permission, ownSpace))
  const registry = sources.manifest ? registryGrants(ownSpace('account')) : []
  const spaces = groupGrants([...grants, ...registry])
  const isPrimary = (id: string) => id !== ownSpace('account') && parseSpaceId(id).did === pkhDid(account)
  const spaceId = [...spaces.keys()].find(isPrimary) ?? ownSpace(sources.spaceName)
  return {
    spaceId,
    abilities: spaces.get(spaceId) ?? {},
    spaceAbilities: Object.fromEntries([...spaces].filter(([id]) => id !== spaceId)),
    rawAbilities: networkAbilities(account, permissions.filter(isNetwork)),
  }
}

function isNetwork({ service }: Permission): boolean {
  return service === 'tinycloud.encryption'
}

function toGrant({ service, space = '', path, actions }: Permission, ownSpace: (name: string) => string): Grant {
  const short = service.slice('tinycloud.'.length)
  return { spaceId: readSpace(space, ownSpace), service: short, path, abilities: fullAbilities(short, actions) }
}

function readSpace(space: string, ownSpace: (name: string) => string): string {
  try {
    if (!space.startsWith('tinycloud:')) return ownSpace(space)
    const spaceId = canonicalId(space)
    parseSpaceId(spaceId)
    return spaceId
  } catch (cause) {
    throw new TinyCloudError(
      'capability_request_invalid',
      `“${space}” is not a valid space: expected a name or a space id.`,
      { cause },
    )
  }
}

function registryGrants(spaceId: string): readonly Grant[] {
  return Object.entries(accountRegistry).flatMap(([service, paths]) =>
    Object.entries(paths).map(([path, abilities]) => ({ spaceId, service, path, abilities })),
  )
}

/** Abilities on one path of one service in one space. */
type Grant = {
  readonly spaceId: string
  /** Short name. */
  readonly service: string
  readonly path: string
  readonly abilities: readonly string[]
}

/** Groups grants by space, in the order in which the spaces first occur. */
function groupGrants(grants: readonly Grant[]): ReadonlyMap<string, Abilities> {
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
