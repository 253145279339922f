import type { Account } from '@openkey/protocol/siwe'
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
