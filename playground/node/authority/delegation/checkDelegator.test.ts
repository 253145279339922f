import { beforeEach, describe, expect, test } from 'vitest'
import {
  type Attenuations,
  cidOf,
  sessionKey,
  type UcanParts,
  ucan,
  withoutCaveats,
} from '../../testing/independentClient.ts'
import { alice, keyValueSession, space } from '../../testing/keyValueSession.ts'
import { outcome } from '../../testing/startTestNode.ts'

const bob = sessionKey(new Uint8Array(32).fill(8))
const carol = sessionKey(new Uint8Array(32).fill(9))
const notes = `${space}/kv/notes/`
const day = (date: number) => Date.parse(`2026-01-${String(date).padStart(2, '0')}T00:00:00Z`) / 1000

const getNotes = withoutCaveats({ [notes]: ['tinycloud.kv/get'] })

let chain: Awaited<ReturnType<typeof keyValueSession>>
beforeEach(async () => {
  chain = await keyValueSession({ att: withoutCaveats({ [notes]: ['tinycloud.kv/get', 'tinycloud.kv/put'] }) })
})

const pass = (parts: Partial<UcanParts> = {}) =>
  ucan(chain.session, { att: getNotes, prf: [chain.cid], exp: day(20), aud: bob.did, ...parts })
const submit = (header: string) => outcome(chain.node.delegate(header))

describe('checkDelegator', () => {
  test('accepts a delegation of what a session holds, and its use by the delegatee', async () => {
    const header = pass()
    expect((await submit(header))[0]).toBe(200)
    const wanted = {
      att: withoutCaveats({ [`${notes}a`]: ['tinycloud.kv/get'] }),
      exp: chain.node.time.now / 1000 + 60,
    }
    expect(await outcome(chain.node.invoke(ucan(bob, { ...wanted, prf: [cidOf(header)] })))).toEqual([
      404,
      'No Such Key: notes/a',
    ])
  })

  test('rejects a delegator that is not the delegatee of its parent', async () => {
    const header = ucan(bob, { att: getNotes, prf: [chain.cid], exp: day(20), aud: carol.did })
    expect(await submit(header)).toEqual([401, `Unauthorized Delegator: ${bob.did}`])
  })

  test('rejects a session without a parent', async () => {
    expect(await submit(pass({ prf: [] }))).toEqual([401, `Unauthorized Delegator: ${chain.session.did}`])
  })

  test('rejects an unknown parent', async () => {
    const unknown = cidOf(pass({ exp: day(19) }))
    expect(await submit(pass({ prf: [unknown] }))).toEqual([401, 'Cannot find parent delegation'])
  })

  test.each([
    ['a wider path', withoutCaveats({ [`${space}/kv`]: ['tinycloud.kv/get'] }), `${space}/kv, tinycloud.kv/get`],
    ['another path', withoutCaveats({ [`${space}/kv/n`]: ['tinycloud.kv/get'] }), `${space}/kv/n, tinycloud.kv/get`],
    ['another ability', withoutCaveats({ [notes]: ['tinycloud.kv/del'] }), `${notes}, tinycloud.kv/del`],
    [
      'another space',
      withoutCaveats({ [`${alice.space('other')}/kv/notes/`]: ['tinycloud.kv/get'] }),
      `${alice.space('other')}/kv/notes/, tinycloud.kv/get`,
    ],
  ])('rejects %s than the parent delegated', async (_, att: Attenuations, detail) => {
    expect(await submit(pass({ att }))).toEqual([401, `Unauthorized Capability: ${detail}`])
  })

  test('rejects a child that outlives its parent', async () => {
    expect(await submit(pass({ exp: day(31) + 0.001 }))).toEqual([401, 'Child delegation expiry exceeds parent expiry'])
    expect((await submit(pass({ exp: day(31) })))[0]).toBe(200)
  })

  test('rejects a child that starts before its parent', async () => {
    const late = pass({ nbf: day(1) + 60 })
    await submit(late)
    const grandchild = (nbf?: number) =>
      ucan(bob, { att: getNotes, prf: [cidOf(late)], exp: day(19), aud: carol.did, ...(nbf && { nbf }) })
    const expected = [401, 'Child delegation not_before precedes parent not_before']
    expect(await submit(grandchild(day(1)))).toEqual(expected)
    expect(await submit(grandchild())).toEqual(expected)
    expect((await submit(grandchild(day(1) + 60)))[0]).toBe(200)
  })

  test('rejects a child that drops a caveat of its parent, accepts one that adds a caveat', async () => {
    const limited = pass({ att: { [notes]: { 'tinycloud.kv/get': [{ max: 1 }] } } })
    await submit(limited)
    const grandchild = (caveat: object) => {
      const att = { [notes]: { 'tinycloud.kv/get': [caveat] } }
      return ucan(bob, { att, prf: [cidOf(limited)], exp: day(19), aud: carol.did })
    }
    const expected = [401, `child-caveats-not-subset-of-parent: ${notes}, tinycloud.kv/get`]
    expect(await submit(grandchild({}))).toEqual(expected)
    expect(await submit(grandchild({ max: 2 }))).toEqual(expected)
    expect((await submit(grandchild({ max: 1, other: true })))[0]).toBe(200)
  })

  test('stores caveats of any name', async () => {
    const caveat = JSON.parse('{"__proto__":{"a":1}}')
    const limited = pass({ att: { [notes]: { 'tinycloud.kv/get': [caveat] } } })
    expect((await submit(limited))[0]).toBe(200)
    const child = ucan(bob, { att: getNotes, prf: [cidOf(limited)], exp: day(19), aud: carol.did })
    expect((await submit(child))[1]).toMatch(/^child-caveats-not-subset-of-parent/)
  })
})
