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
 * What a client that is set up so asks of an account.
 * @throws {TinyCloudError} `capability_request_invalid`
 */
export function chooseCapabilities(account: Account, options: CapabilityOptions): SignInCapabilities {
  const { manifest, capabilityRequest, spacePrefix } = options
  if (!manifest && !capabilityRequest) return defaultCapabilities(account, spacePrefix ?? 'default')
  return requestedCapabilities(account, { manifest, capabilityRequest, spaceName: spacePrefix ?? 'applications' })
}

/** Own networks that a manifest or capability request wants to be there; none for a plain sign-in. */
export function networksToEnsure(account: Account, options: CapabilityOptions): readonly string[] {
  if (!options.manifest && !options.capabilityRequest) return []
  const wanted = Object.entries(chooseCapabilities(account, options).rawAbilities)
  return wanted.flatMap(([id, abilities]) => (abilities.includes('tinycloud.encryption/network.create') ? [id] : []))
}

/** Whether the owner has signed everything that is asked for. */
export function coversRequest(siwe: string, request: SignInCapabilities): boolean {
  const recap = readRecap(parseSiweMessage(siwe))
  const held = recap ? listCapabilities(recap) : []
  const { spaceId, abilities, spaceAbilities, rawAbilities } = request
  const spaces = Object.entries({ ...spaceAbilities, [spaceId]: abilities })
  const wanted = [
    ...spaces.flatMap(([space, inSpace]) => resourcesOf(space, inSpace)),
    ...Object.entries(rawAbilities),
  ].flatMap(([resource, names]) => names.map((ability) => ({ resource, ability })))
  return wanted.every((capability) => held.some((candidate) => capabilityCovers(candidate, capability)))
}

function resourcesOf(space: string, abilities: Abilities): [resource: string, names: readonly string[]][] {
  return Object.entries(abilities).flatMap(([service, paths]) =>
    Object.entries(paths).map(([path, names]): [string, readonly string[]] => [
      `${space}/${service}${path && `/${path}`}`,
      names,
    ]),
  )
}
