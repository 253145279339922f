import { type Account, canonicalId, formatNetworkId, pkhDid } from '@openkey/protocol/siwe'
import { readNetworkId } from '../encryption/readNetworkId.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import type { Permission } from './manifest.ts'
import { fullAbilities } from './signInCapabilities.ts'

const create = 'tinycloud.encryption/network.create'
const decrypt = 'tinycloud.encryption/decrypt'

/**
 * Returns the requested abilities by network. A request to decrypt with the account's own network also requests
 * `network.create`; a request for another owner's network never does.
 * @throws {TinyCloudError} `capability_request_invalid`
 */
export function networkAbilities(
  account: Account,
  permissions: readonly Permission[],
): Readonly<Record<string, readonly string[]>> {
  const networks: Record<string, readonly string[]> = {}
  for (const permission of permissions) {
    const id = networkIdOf(account, permission)
    const isOwn = readNetworkId(id)?.did === pkhDid(account)
    const requested = fullAbilities('encryption', permission.actions)
    const completed = isOwn && requested.includes(decrypt) ? [...requested, create] : requested
    const abilities = completed.filter((ability) => isOwn || ability !== create)
    if (abilities.length > 0) networks[id] = [...new Set([...(networks[id] ?? []), ...abilities])]
  }
  return networks
}

/**
 * Reads the network from `space` or, as in some manifests, from `path`: a network id, or the name of an own network.
 */
function networkIdOf(account: Account, { space = '', path }: Permission): string {
  const name = (space === 'encryption' ? path : space || path) || 'default'
  const invalid = (cause?: unknown) =>
    new TinyCloudError(
      'capability_request_invalid',
      `“${name}” is not a valid encryption network: expected a name or a network id.`,
      { cause },
    )
  if (name.startsWith('urn:')) {
    if (readNetworkId(name)) return canonicalId(name)
    throw invalid()
  }
  try {
    return formatNetworkId({ ...account, name })
  } catch (cause) {
    throw invalid(cause)
  }
}
