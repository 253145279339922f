import { principalDid } from '@openkey/protocol/session'
import { formatNetworkId, parsePkhDid } from '@openkey/protocol/siwe'
import { findNetwork } from '../encryption/findNetwork.ts'
import type { NetworkContext } from '../encryption/networkContext.ts'
import { networkDescriptor } from '../encryption/networkDescriptor.ts'
import { NodeError } from '../errors/nodeError.ts'
import { decodePercent } from './decodePercent.ts'

/** `GET /.well-known/encryption/network/<name>?ownerDid=…`: how to encrypt for a network of which one knows the owner. */
export function discoverNetwork(url: string, { networks, keys }: NetworkContext): Response {
  const { pathname, searchParams } = new URL(url)
  const name = decodePercent(pathname.split('/')[4] ?? '')
  const network = findNetwork(networks, idOf(name ?? '', searchParams.get('ownerDid') ?? ''))
  const { nodeId } = keys
  const descriptor = networkDescriptor(network, nodeId)
  const { networkId, ownerDid, publicEncryptionKey, alg, keyVersion, keyBackend, state } = descriptor
  const record = { name, networkId, ownerDid, nodeId, publicEncryptionKey, alg, keyVersion, keyBackend, state }
  return Response.json(record)
}

/** What cannot be the name of a network names none. */
function idOf(name: string, ownerDid: string): string {
  try {
    return formatNetworkId({ ...parsePkhDid(principalDid(ownerDid)), name })
  } catch (cause) {
    throw new NodeError('network_not_found', undefined, { cause })
  }
}
