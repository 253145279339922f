import { hostSpace, openSession } from './hostSpace.ts'
import {
  type Abilities,
  type Attenuations,
  owner,
  sessionKey,
  type UcanParts,
  ucan,
  unlimited,
} from './independentClient.ts'
import { startTestNode } from './startTestNode.ts'

export const alice = owner(`0x${'11'.repeat(32)}`)
export const space = alice.space('default')

export const allKv = ['del', 'get', 'list', 'metadata', 'put'].map((verb) => `tinycloud.kv/${verb}`)

/** A hosted space, a session with the given abilities in it (all of KV by default), and a way to invoke them. */
export async function keyValueSession({
  abilities = { [`${space}/kv`]: allKv },
  att = unlimited(abilities),
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

  /** A fresh invocation of this session, good for two minutes. */
  const invocation = (wanted: Abilities, parts: Partial<UcanParts> = {}) =>
    ucan(session, { att: unlimited(wanted), prf: [cid], exp: node.time.now / 1000 + 120, ...parts })
  const kv = (verb: string, path: string, init?: RequestInit) =>
    node.invoke(invocation({ [`${space}/kv/${path}`]: [`tinycloud.kv/${verb}`] }), init)
  return { node, session, cid, invocation, kv }
}
