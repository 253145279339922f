import { describe, expect, test } from 'vitest'
import { createByteSemaphore } from '../../shared/http/byteSemaphore.ts'
import { createNodeKeys } from '../identity/nodeKeys.ts'
import { openStorage } from '../storage/openStorage.ts'
import type { Abilities } from '../testing/independentClient.ts'
import { alice, keyValueSession, space } from '../testing/keyValueSession.ts'
import { outcome, startTestNode } from '../testing/startTestNode.ts'
import { createRoutes } from './createRoutes.ts'
import { createRateLimits } from './rateLimits.ts'
import { createRequestMemory } from './requestMemory.ts'

const limited = [429, 'Too many requests']

describe('createRateLimits', () => {
  test('S21: counts each subject on its own, and starts anew after a minute', () => {
    const clock = { now: () => time }
    let time = 0
    const { perKey } = createRateLimits({ perAddress: 1, perKey: 2, clock })
    const spend = (subject: string | undefined) => () => perKey.spend(subject)
    spend('a')()
    spend('a')()
    expect(spend('a')).toThrow('Too many requests')
    expect(spend('b')).not.toThrow()
    for (let index = 0; index < 5; index++) expect(spend(undefined)).not.toThrow()
    time = 60_000
    expect(spend('a')).not.toThrow()
  })
})

const networkPath = `/encryption/networks/${encodeURIComponent(`urn:tinycloud:encryption:${alice.did}:default`)}`

/** Every route that takes a token, with a path that it matches. */
const tokenRoutes = {
  '/invoke': '/invoke',
  '/delegation/query': '/delegation/query',
  '/delegation/status': '/delegation/status',
  '/encryption/networks': '/encryption/networks',
  '/encryption/networks/:id/decrypt': `${networkPath}/decrypt`,
  '/encryption/networks/:id/revoke': `${networkPath}/revoke`,
  '/revoke': '/revoke',
  '/delegate': '/delegate',
}

/** Returns the routes of a node that change something or take a token. */
async function postRoutes(): Promise<string[]> {
  const clock = { now: () => 0 }
  const keys = createNodeKeys(new Uint8Array(32))
  const storage = await openStorage({
    ...{ dataDir: ':memory:', nodeId: keys.nodeId, clock, maxConnections: 4, blocks: { type: 'Local' } },
    onError: () => undefined,
  })
  const semaphore = createByteSemaphore({ maxBytes: 1 })
  const { routes } = createRoutes({
    ...{ storage, clock, keys, nodeId: keys.nodeId, services: [], maxLifetimeMs: 1, maxBodyBytes: 1, cors: false },
    checkHosting: async () => undefined,
    limits: createRateLimits({ perAddress: 1, perKey: 1, clock }),
    memory: createRequestMemory(semaphore, semaphore),
    refuse: () => new Response(),
  })
  await storage.close()
  return routes.filter(({ method }) => !['ALL', 'GET', 'OPTIONS'].includes(method)).map(({ path }) => path)
}

describe('createRoutes', () => {
  test('S21: has a limit for each route that takes a token', async () => {
    expect((await postRoutes()).sort()).toEqual(Object.keys(tokenRoutes).sort())
  })

  test.each(Object.values(tokenRoutes))(
    'S21: counts a token on %s for its key, before it is recorded as used',
    async (path) => {
      const node = await startTestNode({ maxTokensPerMinute: 2 })
      const { node: own, session, invocation, cid } = await keyValueSession({ node })
      const wanted: Abilities =
        path === '/revoke'
          ? { [`urn:cid:${cid}`]: ['tinycloud.delegation/revoke'] }
          : { [`${space}/kv/a`]: ['tinycloud.kv/get'] }
      const token = () =>
        path === '/delegate'
          ? invocation(wanted, { aud: alice.did })
          : invocation(wanted, { aud: path.startsWith('/encryption') ? own.nodeId : session.did })
      const last = token()
      await Promise.all([token(), token()].map((used) => own.post(path, used)))
      expect(await outcome(own.post(path, last))).toEqual(limited)
      own.time.now += 60_000
      expect((await own.post(path, last)).status).not.toBe(429)
    },
  )

  test('S21: counts a request for its address before it reads the token', async () => {
    const node = await startTestNode({ maxRequestsPerMinute: 1 })
    const request = () => node.fetch(new Request('http://localhost/info'), { clientAddress: '192.0.2.1' })
    expect((await request()).status).toBe(200)
    const refused = await request()
    expect([refused.status, refused.headers.get('retry-after'), await refused.text()]).toEqual([
      429,
      '60',
      'Too many requests',
    ])
    expect((await node.fetch(new Request('http://localhost/info'), { clientAddress: '192.0.2.2' })).status).toBe(200)
  })
})
