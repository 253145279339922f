import { createNode } from '../createNode.ts'
import type { NodeOptions } from '../nodeOptions.ts'

/** Initial time of the test clock, in milliseconds. */
export const testNow = Date.parse('2026-01-02T00:00:00.000Z')

/** Starts a node in memory with a clock that the test controls. */
export async function startTestNode(options: Partial<NodeOptions> = {}) {
  const time = { now: testNow }
  const node = await createNode({
    dataDir: ':memory:',
    keysSecret: Buffer.alloc(32, 5).toString('base64url'),
    clock: { now: () => time.now },
    ...options,
  })
  const call = (method: string, path: string, init: RequestInit = {}) =>
    node.fetch(new Request(`http://localhost${path}`, { method, ...init }))
  const authorized =
    (path: string) =>
    (authorization: string, init: RequestInit = {}) =>
      call('POST', path, { ...init, headers: { ...init.headers, authorization } })
  return {
    ...node,
    time,
    get: (path: string, init?: RequestInit) => call('GET', path, init),
    post: (path: string, authorization: string, init?: RequestInit) => authorized(path)(authorization, init),
    delegate: authorized('/delegate'),
    revoke: authorized('/revoke'),
    invoke: authorized('/invoke'),
  }
}

export type TestNode = Awaited<ReturnType<typeof startTestNode>>

/** Returns status and text of a response, to compare both at once. */
export async function outcome(response: Promise<Response>): Promise<readonly [status: number, text: string]> {
  const { status, ...rest } = await response.then(async (answer) => ({
    status: answer.status,
    text: await answer.text(),
  }))
  return [status, rest.text]
}
