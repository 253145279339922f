import type { StoredNetwork } from '../storage/networkStore.ts'

export const algorithm = 'x25519-aes256gcm/v1'
export const keyVersion = 1

/** Returns a network as clients see it. This node is its only member. */
export function networkDescriptor(network: StoredNetwork, nodeId: string) {
  const { id, ownerDid, name, publicKey, sealedKey, createdAtMs, updatedAtMs } = network
  return {
    networkId: id,
    ownerDid,
    name,
    members: [{ nodeId, role: 'primary' }],
    threshold: { n: 1, t: 1 },
    state: sealedKey === undefined ? 'revoked' : 'active',
    publicEncryptionKey: Buffer.from(publicKey).toString('base64'),
    alg: algorithm,
    keyVersion,
    keyBackend: 'local-one-of-one',
    createdAt: new Date(createdAtMs).toISOString(),
    updatedAt: new Date(updatedAtMs).toISOString(),
  }
}
