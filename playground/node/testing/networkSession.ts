import { createHash } from 'node:crypto'
import { openSession } from './hostSpace.ts'
import { type SessionKey, sessionKey, sortedJson, type UcanParts, ucan, withoutCaveats } from './independentClient.ts'
import { alice } from './keyValueSession.ts'
import { startTestNode, type TestNode } from './startTestNode.ts'

export const network = `urn:tinycloud:encryption:${alice.did}:default`
export const create = 'tinycloud.encryption/network.create'
export const revoke = 'tinycloud.encryption/network.revoke'
export const decrypt = 'tinycloud.encryption/decrypt'

export const newNetwork = { name: 'default', ownerDid: alice.did, threshold: { n: 1, t: 1 } }

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Replaces parts of an honest client's request. */
export type NetworkOverrides = {
  readonly fact?: object
  readonly ucan?: Partial<UcanParts>
  readonly signer?: SessionKey
  readonly body?: string
}

/** Opens a session with capabilities on an account's network, and returns honest invocations of them. */
export async function networkSession(given?: TestNode) {
  const node = given ?? (await startTestNode())
  const session = sessionKey(new Uint8Array(32).fill(7))
  const cid = await openSession(node, alice, { session, att: withoutCaveats({ [network]: [create, revoke, decrypt] }) })

  const invocation = (action: string, fact: object, overrides: NetworkOverrides = {}) =>
    ucan(overrides.signer ?? session, {
      att: withoutCaveats({ [network]: [action] }),
      prf: [cid],
      exp: node.time.now / 1000 + 120,
      aud: node.nodeId,
      fct: [{ ...fact, ...overrides.fact }],
      ...overrides.ucan,
    })
  const administer = (path: string, action: string, body: object, overrides: NetworkOverrides = {}) => {
    const fact = {
      type: 'tinycloud.encryption.network-admin/v1',
      targetNode: node.nodeId,
      networkId: network,
      bodyHash: sha256(sortedJson(body)),
      action,
    }
    return node.post(path, invocation(action, fact, overrides), { body: overrides.body ?? sortedJson(body) })
  }
  return {
    node,
    session,
    cid,
    invocation,
    create: (overrides?: NetworkOverrides) => administer('/encryption/networks', create, newNetwork, overrides),
    revoke: (overrides?: NetworkOverrides) =>
      administer(`/encryption/networks/${encodeURIComponent(network)}/revoke`, revoke, {}, overrides),
    read: () => node.get(`/encryption/networks/${encodeURIComponent(network)}`),
  }
}

/** Returns the network descriptor in a response. */
export async function descriptorOf(answer: Response | Promise<Response>) {
  const { descriptor } = (await (await answer).json()) as {
    descriptor: { readonly publicEncryptionKey: string; readonly state: string }
  }
  return descriptor
}
