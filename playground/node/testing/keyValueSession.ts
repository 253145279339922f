import { hostSpace, openSession } from './hostSpace.ts'
import {
  type Abilities,
  type Attenuations,
  owner,
  sessionKey,
  type UcanParts,
  ucan,
  withoutCaveats,
} from './independentClient.ts'
import { startTestNode } from './startTestNode.ts'

export const alice = owner(`0x${'11'.repeat(32)}`)
export const space = alice.space('default')

export const allKv = ['del', 'get', 'list', 'metadata', 'put'].map((verb) => `tinycloud.kv/${verb}`)

/**
 * Opens a session with the given abilities in a hosted space (all KV abilities by default), and returns ways to invoke
 * them.
 */
export async function keyValueSession({
  abilities = { [`${space}/kv`]: allKv },
  att = withoutCaveats(abilities),
  node: given,
}: {
  readonly abilities?: Abilities
  readonly att?: Attenuations
  readonly node?: Awaited<ReturnType<typeof startTestNode>>
} = {}) {
  const node = given ?? (await startTestNode())
  await hostSpace(node, alice, space)
  const session = sessionKey(new Uint8Array(32).fill(7))
  const cid = await openSession(node, alice, { session, att })

  /** Creates an invocation that is valid for two minutes. */
  const invocation = (wanted: Abilities, parts: Partial<UcanParts> = {}) =>
    ucan(session, { att: withoutCaveats(wanted), prf: [cid], exp: node.time.now / 1000 + 120, ...parts })
  const kv = (verb: string, path: string, init?: RequestInit) =>
    node.invoke(invocation({ [`${space}/kv/${path}`]: [`tinycloud.kv/${verb}`] }), init)
  return { node, session, cid, invocation, kv }
}
