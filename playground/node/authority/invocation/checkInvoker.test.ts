import { beforeEach, describe, expect, test } from 'vitest'
import { maxChainLength } from '../../limits.ts'
import { openSession } from '../../testing/hostSpace.ts'
import {
  type Attenuations,
  cidOf,
  type SessionKey,
  sessionKey,
  ucan,
  withoutCaveats,
} from '../../testing/independentClient.ts'
import { alice, keyValueSession, space } from '../../testing/keyValueSession.ts'
import { outcome } from '../../testing/startTestNode.ts'

const notes = `${space}/kv/notes/`
const right = withoutCaveats({ [notes]: ['tinycloud.kv/get'] })
const friend = sessionKey(new Uint8Array(32).fill(8))

let open: Awaited<ReturnType<typeof keyValueSession>>
beforeEach(async () => {
  open = await keyValueSession({ att: right })
})
const seconds = () => open.node.time.now / 1000

/** Delegates a capability. @returns the CID, or the error */
async function passOn(
  from: SessionKey,
  to: SessionKey,
  parent: string,
  { exp = seconds() + 600, nbf = undefined as number | undefined, att = right as Attenuations } = {},
) {
  const header = ucan(from, {
    att,
    prf: [parent],
    exp,
    aud: to.did,
    ...(nbf !== undefined && { nbf }),
  })
  const [status, text] = await outcome(open.node.delegate(header))
  return status === 200 ? cidOf(header) : text
}
const use = (
  signer: SessionKey,
  prf: readonly string[],
  att = withoutCaveats({ [`${notes}a`]: ['tinycloud.kv/get'] }),
) => outcome(open.node.invoke(ucan(signer, { att, prf, exp: seconds() + 60 })))
const missing = [404, 'No Such Key: notes/a']
const expected = [401, `Unauthorized Action: ${notes}a / tinycloud.kv/get`]

describe('checkInvoker', () => {
  test('a chain is valid while every delegation in it is valid', async () => {
    const cid = await passOn(open.session, friend, open.cid)
    expect(await use(friend, [cid])).toEqual(missing)
    open.node.time.now += 601_000
    expect(await use(friend, [cid])).toEqual(expected)
  })

  test('a delegation that is not valid yet invalidates the chain', async () => {
    const header = await alice.delegate({
      att: right,
      uri: open.session.didUrl,
      notBefore: '2026-01-02T00:00:00.000Z',
      expirationTime: '2026-01-31T00:00:00.000Z',
    })
    open.node.time.now += 1
    await open.node.delegate(header)
    const nbf = seconds()
    open.node.time.now += 1
    const cid = await passOn(open.session, friend, cidOf(header), { nbf })
    expect(await use(friend, [cid])).toEqual(missing)
    open.node.time.now -= 2
    expect(await use(friend, [cid])).toEqual(expected)
  })

  test('several parents together cover what none covers alone', async () => {
    const other = withoutCaveats({ [`${space}/kv/other/`]: ['tinycloud.kv/get'] })
    const second = await openSession(open.node, alice, { session: open.session, att: other })
    const both = withoutCaveats({ [`${notes}a`]: ['tinycloud.kv/get'], [`${space}/kv/other/a`]: ['tinycloud.kv/get'] })
    expect((await use(open.session, [open.cid, second], both))[0]).toBe(200)
    expect((await use(open.session, [open.cid], both))[0]).toBe(401)
  })

  test('rejects caveats that are wider than those of the chain', async () => {
    const limited = { [notes]: { 'tinycloud.kv/get': [{ until: 5 }] } }
    const cid = await openSession(open.node, alice, { session: open.session, att: limited })
    const text = `invocation-caveats-not-subset-of-chain: ${notes}a / tinycloud.kv/get`
    for (const caveats of [[{}], [{ until: 5 }, {}]]) {
      const wanted = { [`${notes}a`]: { 'tinycloud.kv/get': caveats } }
      expect(await use(open.session, [cid], wanted)).toEqual([401, text])
    }
  })

  test('rejects a chain of more than 64 delegations', async () => {
    let [holder, cid] = [open.session, open.cid]
    for (let link = 1; link < maxChainLength; link++) {
      const next = sessionKey(new Uint8Array(32).fill(100 + link))
      cid = await passOn(holder, next, cid)
      holder = next
    }
    expect(await use(holder, [cid])).toEqual(missing)
    const last = await passOn(holder, friend, cid)
    expect(await use(friend, [last])).toEqual([401, 'delegation-chain-traversal-limit-exceeded'])
    const stranger = sessionKey(new Uint8Array(32).fill(99))
    expect(await passOn(friend, stranger, last)).toBe('delegation-chain-traversal-limit-exceeded')
  })
})
