import { type Abilities, capabilityCovers } from '@openkey/protocol/session'
import { type Account, listCapabilities, parseSiweMessage, readRecap } from '@openkey/protocol/siwe'
import { defaultCapabilities } from './defaultCapabilities.ts'
import type { CapabilityRequest, Manifest } from './manifest.ts'
import { requestedCapabilities } from './requestedCapabilities.ts'
import type { SignInCapabilities } from './signInCapabilities.ts'

export type CapabilityOptions = {
  readonly manifest?: Manifest | undefined
  readonly capabilityRequest?: CapabilityRequest | undefined
  readonly spacePrefix?: string | undefined
}

/**
 * Returns the capabilities that a client with these options requests from an account.
 * @throws {TinyCloudError} `capability_request_invalid`
 */
export function resolveSignInCapabilities(account: Account, options: CapabilityOptions): SignInCapabilities {
  const { manifest, capabilityRequest, spacePrefix } = options
  if (!manifest && !capabilityRequest) return defaultCapabilities(account, spacePrefix ?? 'default')
  return requestedCapabilities(account, { manifest, capabilityRequest, spaceName: spacePrefix ?? 'applications' })
}

/** Returns the account's own networks that a manifest or capability request needs. */
export function networksToEnsure(account: Account, options: CapabilityOptions): readonly string[] {
  if (!options.manifest && !options.capabilityRequest) return []
  const requested = Object.entries(resolveSignInCapabilities(account, options).rawAbilities)
  return requested.flatMap(([id, abilities]) => (abilities.includes('tinycloud.encryption/network.create') ? [id] : []))
}

/** Returns whether a signed message grants every requested capability. */
export function coversRequest(siwe: string, request: SignInCapabilities): boolean {
  const recap = readRecap(parseSiweMessage(siwe))
  const held = recap ? listCapabilities(recap) : []
  const { spaceId, abilities, spaceAbilities, rawAbilities } = request
  const spaces = Object.entries({ ...spaceAbilities, [spaceId]: abilities })
  const requested = [
    ...spaces.flatMap(([space, inSpace]) => resourcesOf(space, inSpace)),
    ...Object.entries(rawAbilities),
  ].flatMap(([resource, names]) => names.map((ability) => ({ resource, ability })))
  return requested.every((capability) => held.some((candidate) => capabilityCovers(candidate, capability)))
}

function resourcesOf(space: string, abilities: Abilities): [resource: string, names: readonly string[]][] {
  return Object.entries(abilities).flatMap(([service, paths]) =>
    Object.entries(paths).map(([path, names]): [string, readonly string[]] => [
      `${space}/${service}${path && `/${path}`}`,
      names,
    ]),
  )
}
