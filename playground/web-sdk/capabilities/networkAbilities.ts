import { type Account, formatNetworkId, pkhDid } from '@openkey/protocol/siwe'
import { readNetworkId } from '../encryption/readNetworkId.ts'
import { TinyCloudError } from '../tinyCloudError.ts'
import { fullAbilities } from './fullAbilities.ts'
import type { Permission } from './manifest.ts'

const create = 'tinycloud.encryption/network.create'
const decrypt = 'tinycloud.encryption/decrypt'

/**
 * Abilities by network. Whoever asks to decrypt with a network of their own asks for leave to create it too; nobody asks
 * for that on the network of somebody else.
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
    const wanted = fullAbilities('encryption', permission.actions)
    const granted = isOwn && wanted.includes(decrypt) ? [...wanted, create] : wanted
    const abilities = granted.filter((ability) => isOwn || ability !== create)
    if (abilities.length > 0) networks[id] = [...new Set([...(networks[id] ?? []), ...abilities])]
  }
  return networks
}

/** The network stands in `space` or, as some manifests have it, in `path`: its whole id, or the name of an own one. */
function networkIdOf(account: Account, { space = '', path }: Permission): string {
  const name = (space === 'encryption' ? path : space || path) || 'default'
  const refused = (cause?: unknown) =>
    new TinyCloudError('capability_request_invalid', `“${name}” names no encryption network.`, { cause })
  if (name.startsWith('urn:')) {
    if (readNetworkId(name)) return name
    throw refused()
  }
  try {
    return formatNetworkId({ ...account, name })
  } catch (cause) {
    throw refused(cause)
  }
}
