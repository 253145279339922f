import { type Abilities, sessionKey, sortedJson, ucan, withoutCaveats } from './independentClient.ts'
import { allKv, space } from './keyValueSession.ts'
import { create, network, newNetwork, sha256 } from './networkSession.ts'
import type { SpawnedNode } from './spawnNode.ts'

/** Key of the session whose invocations {@link clientOf} signs. */
export const session = sessionKey(new Uint8Array(32).fill(7))
const soon = () => Date.now() / 1000 + 120
/** Everything that the requests need. */
export const att = withoutCaveats({
  [`${space}/kv`]: allKv,
  [`${space}/sql`]: ['tinycloud.sql/write'],
  [network]: [create],
})

/** Sends requests of the session to a process. */
export function clientOf(node: SpawnedNode, prf: readonly string[]) {
  const invoke = (wanted: Abilities, init?: RequestInit) =>
    node.post('/invoke', ucan(session, { att: withoutCaveats(wanted), prf, exp: soon() }), init)
  return {
    kv: (verb: string, path: string, body?: Buffer) =>
      invoke({ [`${space}/kv/${path}`]: [`tinycloud.kv/${verb}`] }, body ? { body: new Uint8Array(body) } : {}),
    sql: (body: object) => invoke({ [`${space}/sql/notes`]: ['tinycloud.sql/write'] }, { body: JSON.stringify(body) }),
    createNetwork() {
      const fact = {
        type: 'tinycloud.encryption.network-admin/v1',
        targetNode: node.nodeId,
        networkId: network,
        bodyHash: sha256(sortedJson(newNetwork)),
        action: create,
      }
      const parts = { att: withoutCaveats({ [network]: [create] }), prf, exp: soon(), aud: node.nodeId, fct: [fact] }
      return node.post('/encryption/networks', ucan(session, parts), { body: sortedJson(newNetwork) })
    },
  }
}
