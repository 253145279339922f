import { beforeEach, describe, expect, test } from 'vitest'
import { type SessionKey, sessionKey, type UcanParts, ucan, withoutCaveats } from '../testing/independentClient.ts'
import { alice, keyValueSession } from '../testing/keyValueSession.ts'
import { outcome } from '../testing/startTestNode.ts'
import { testVector } from '../testing/testVector.ts'

let open: Awaited<ReturnType<typeof keyValueSession>>
beforeEach(async () => {
  open = await keyValueSession()
})

type Question = { readonly about?: string; readonly signer?: SessionKey; readonly parts?: Partial<UcanParts> }

function header({ about = open.cid, signer = open.session, parts = {} }: Question): string {
  const att = withoutCaveats({ [`urn:cid:${about}`]: ['tinycloud.delegation/status'] })
  return ucan(signer, { att, exp: open.node.time.now / 1000 + 60, ...parts })
}

function ask(cid: string, question: Question = {}): Promise<readonly [number, string]> {
  return outcome(open.node.post('/delegation/status', header(question), { body: JSON.stringify({ cid }) }))
}

const view = (cid: string, status: string) =>
  JSON.stringify({
    cid,
    status,
    exists: status !== 'not_found',
    active: status === 'active',
    revoked: status === 'revoked',
    expired: status === 'expired',
  })
const foreign = [403, 'Status refused: the invocation does not name this delegation']

describe('delegationStatus', () => {
  test('returns the status of a delegation', async () => {
    expect(await ask(open.cid)).toEqual([200, view(open.cid, 'active')])
    await open.node.revoke(await alice.revoke(open.cid))
    expect(await ask(open.cid)).toEqual([200, view(open.cid, 'revoked')])
  })

  test('returns expired', async () => {
    open.node.time.now = Date.parse('2026-02-01T00:00:00Z')
    expect(await ask(open.cid)).toEqual([200, view(open.cid, 'expired')])
  })

  test('responds with 404 for an unknown delegation', async () => {
    const cid = testVector.delegationCid
    expect(await ask(cid, { about: cid })).toEqual([404, view(cid, 'not_found')])
  })

  test('rejects a key that is not a party', async () => {
    const signer = sessionKey(new Uint8Array(32).fill(9))
    expect(await ask(open.cid, { signer })).toEqual([
      403,
      'Status refused: the invoker is not a party of the delegation',
    ])
  })

  test('rejects another delegation, another ability, and further capabilities', async () => {
    expect(await ask(open.cid, { about: testVector.delegationCid })).toEqual(foreign)
    const urn = `urn:cid:${open.cid}`
    for (const abilities of [['tinycloud.delegation/list'], ['tinycloud.delegation/status', 'tinycloud.kv/get']]) {
      expect(await ask(open.cid, { parts: { att: withoutCaveats({ [urn]: abilities }) } })).toEqual(foreign)
    }
  })

  test('rejects a body without a CID', async () => {
    expect((await ask('nothing'))[0]).toBe(400)
  })

  test('rejects an expired, modified or used invocation', async () => {
    const expired = [401, 'Invocation expired or not yet valid']
    expect(await ask(open.cid, { parts: { exp: open.node.time.now / 1000 - 1 } })).toEqual(expired)
    const used = header({})
    const send = (text: string) =>
      outcome(open.node.post('/delegation/status', text, { body: JSON.stringify({ cid: open.cid }) }))
    expect(await send(`${used.slice(0, -4)}AAAA`)).toEqual([401, 'Failed to verify signature'])
    expect((await send(used))[0]).toBe(200)
    expect(await send(used)).toEqual([409, 'duplicate invocation'])
  })
})
