import { type Attenuations, cidOf, type owner, type SessionKey, withoutCaveats } from './independentClient.ts'
import type { TestNode } from './startTestNode.ts'

type Owner = ReturnType<typeof owner>

/** Lets the node host a space of an account. */
export async function hostSpace(node: TestNode, account: Owner, space: string): Promise<Response> {
  const uri = await (await node.get(`/peer/generate/${encodeURIComponent(space)}`)).text()
  const att = withoutCaveats({ [`${space}/space`]: ['tinycloud.space/host'] })
  return node.delegate(await account.delegate({ att, uri }))
}

/** Delegates to a session until the end of January 2026. @returns the CID */
export async function openSession(
  node: TestNode,
  account: Owner,
  { session, att }: { readonly session: SessionKey; readonly att: Attenuations },
): Promise<string> {
  const expirationTime = '2026-01-31T00:00:00.000Z'
  const header = await account.delegate({ att, uri: session.didUrl, expirationTime })
  const { status } = await node.delegate(header)
  if (status !== 200) throw new Error(`The node rejected the session with status ${status}.`)
  return cidOf(header)
}
