import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { openSession } from '../../testing/hostSpace.ts'
import { withoutCaveats } from '../../testing/independentClient.ts'
import { alice, allKv, keyValueSession, space } from '../../testing/keyValueSession.ts'

const keys = ['app', 'app/a', 'app/b', 'apple', 'application/x', 'b']

async function filled() {
  const open = await keyValueSession()
  for (const key of keys) await open.kv('put', key, { body: key })
  const list = async (path: string, headers: Record<string, string> = {}) => {
    const response = await open.kv('list', path, { headers })
    const next = response.headers.get('x-tinycloud-next-cursor')
    return { status: response.status, truncated: response.headers.get('x-tinycloud-truncated'), next, response }
  }
  return { ...open, list }
}

describe('prepareList', () => {
  test('lists the keys that begin with a path, in byte order', async () => {
    const { kv, invocation, node } = await filled()
    expect(await (await kv('list', '')).json()).toEqual(keys)
    expect(await (await kv('list', 'app')).json()).toEqual(keys.slice(0, 5))
    expect(await (await kv('list', 'app/')).json()).toEqual(['app/a', 'app/b'])
    expect(await (await kv('list', 'c')).json()).toEqual([])
    const whole = await node.invoke(invocation({ [`${space}/kv`]: ['tinycloud.kv/list'] }))
    expect(await whole.json()).toEqual(keys)
  })

  test.each([
    ['app', ['app', 'app/a', 'app/b']],
    ['app/', ['app/a', 'app/b']],
  ])('returns no siblings to a session for %s', async (path, visible) => {
    const { node, session, invocation } = await filled()
    const att = withoutCaveats({ [`${space}/kv/${path}`]: allKv })
    const prf = [await openSession(node, alice, { session, att })]
    const response = await node.invoke(invocation({ [`${space}/kv/${path}`]: ['tinycloud.kv/list'] }, { prf }))
    expect(await response.json()).toEqual(visible)
  })

  test('a capability on a sibling does not widen a capability on a path', async () => {
    const { node, session, invocation } = await filled()
    const att = withoutCaveats({ [`${space}/kv/app`]: allKv, [`${space}/kv/appx`]: allKv })
    const prf = [await openSession(node, alice, { session, att })]
    const response = await node.invoke(invocation({ [`${space}/kv/app`]: ['tinycloud.kv/list'] }, { prf }))
    expect(await response.json()).toEqual(['app', 'app/a', 'app/b'])
  })

  test('returns every key once over all pages', async () => {
    const { list } = await filled()
    const seen: string[] = []
    const sizes: number[] = []
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await list('', { 'x-tinycloud-limit': '4', ...(cursor && { 'x-tinycloud-cursor': cursor }) })
      const found = z.array(z.string()).parse(await page.response.json())
      seen.push(...found)
      sizes.push(found.length)
      expect(page.truncated).toBe(String(page.next !== null))
      cursor = page.next
    }
    expect({ seen, sizes }).toEqual({ seen: keys, sizes: [4, 2] })
  })

  test.each([
    ['no keys', { 'x-tinycloud-limit': '0' }],
    ['too many keys', { 'x-tinycloud-limit': '1001' }],
    ['a limit that is no number', { 'x-tinycloud-limit': '1e2' }],
    ['an unknown cursor', { 'x-tinycloud-cursor': 'not a cursor' }],
  ])('rejects %s', async (_, headers) => {
    const { list } = await filled()
    expect((await list('', headers)).status).toBe(400)
  })
})
