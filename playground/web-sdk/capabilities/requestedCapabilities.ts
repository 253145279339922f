import { type Account, formatSpaceId, parseSpaceId, pkhDid } from '@openkey/protocol/siwe'
import { TinyCloudError } from '../tinyCloudError.ts'
import { accountRegistry } from './accountRegistry.ts'
import { composeRequest, type RequestSources } from './composeRequest.ts'
import { fullAbilities } from './fullAbilities.ts'
import { type Grant, groupGrants } from './groupGrants.ts'
import type { Permission } from './manifest.ts'
import { networkAbilities } from './networkAbilities.ts'
import type { SignInCapabilities } from './signInCapabilities.ts'

/**
 * What an app with a manifest or a capability request asks for: exactly that, the account's registry for a manifest, and
 * `network.create` where it wants to decrypt with a network of its own. The primary space is the first own one that is
 * not the account's.
 * @throws {TinyCloudError} `capability_request_invalid`
 */
export function requestedCapabilities(account: Account, sources: RequestSources): SignInCapabilities {
  const permissions = composeRequest(sources)
  const ownSpace = (name: string) => formatSpaceId({ ...account, name })
  const grants = permissions.filter((permission) => !isNetwork(permission)).map((wanted) => toGrant(wanted, ownSpace))
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
    parseSpaceId(space)
    return space
  } catch (cause) {
    throw new TinyCloudError('capability_request_invalid', `“${space}” names no space.`, { cause })
  }
}

function registryGrants(spaceId: string): readonly Grant[] {
  return Object.entries(accountRegistry).flatMap(([service, paths]) =>
    Object.entries(paths).map(([path, abilities]) => ({ spaceId, service, path, abilities })),
  )
}
