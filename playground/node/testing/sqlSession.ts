import { allKv, keyValueSession, space } from './keyValueSession.ts'
import type { TestNode } from './startTestNode.ts'

export const allSql = ['admin', 'read', 'schema', 'write'].map((verb) => `tinycloud.sql/${verb}`)

/** Opens a session with SQL abilities, and returns a function that sends requests to its databases. */
export async function sqlSession({ node }: { readonly node?: TestNode } = {}) {
  const session = await keyValueSession({
    abilities: { [`${space}/sql`]: [...allSql, 'tinycloud.sql/*'], [`${space}/kv`]: allKv },
    ...(node && { node }),
  })

  /** Sends a body with the given abilities (`write` by default) on a database. */
  const sql = (body: unknown, { path = 'notes', verbs = ['write'] }: SqlTarget = {}) =>
    session.node.invoke(
      session.invocation({ [`${space}/sql/${path}`]: verbs.map((verb) => `tinycloud.sql/${verb}`) }),
      { body: typeof body === 'string' ? body : JSON.stringify(body), headers: { 'content-type': 'application/json' } },
    )
  return { ...session, sql }
}

type SqlTarget = { readonly path?: string; readonly verbs?: readonly string[] }
