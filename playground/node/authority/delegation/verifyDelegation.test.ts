import { describe, expect, test } from 'vitest'
import { type DelegationParts, owner, proofOf, sessionKey, withoutCaveats } from '../../testing/independentClient.ts'
import { alice, space } from '../../testing/keyValueSession.ts'
import { outcome, startTestNode } from '../../testing/startTestNode.ts'
import { testVector } from '../../testing/testVector.ts'

const session = sessionKey(new Uint8Array(32).fill(7))
const parts: DelegationParts = {
  att: withoutCaveats({ [`${space}/kv/notes/`]: ['tinycloud.kv/get', 'tinycloud.kv/put'] }),
  uri: session.didUrl,
  expirationTime: '2026-01-31T00:00:00.000Z',
}
const undecodable = [401, 'Unauthorized']
const outOfTime = [401, 'Delegation expired or not yet valid']

async function submit(authorization: string, now = '2026-01-02T00:00:00.000Z') {
  const node = await startTestNode()
  node.time.now = Date.parse(now)
  return outcome(node.delegate(authorization))
}

describe('verifyDelegation', () => {
  test('accepts the test vector within its validity period', async () => {
    expect((await submit(testVector.delegation))[0]).toBe(200)
  })

  test('rejects the test vector with any byte changed', async () => {
    const node = await startTestNode()
    const bytes = Buffer.from(testVector.delegation, 'base64url')
    const accepted: string[] = []
    for (const [index, byte] of bytes.entries()) {
      for (const flip of [0x01, 0x80]) {
        bytes[index] = byte ^ flip
        const { status } = await node.delegate(base64url(bytes))
        if (status !== 401) accepted.push(`${index} ^ ${flip}: ${status}`)
      }
      bytes[index] = byte
    }
    expect(accepted).toEqual([])
    expect((await node.delegate(base64url(bytes))).status).toBe(200)
  })

  test('rejects the test vector with any byte removed, doubled or zeroed', async () => {
    const node = await startTestNode()
    const bytes = [...Buffer.from(testVector.delegation, 'base64url')]
    const accepted: string[] = []
    for (const [index, byte] of bytes.entries()) {
      for (const replacement of [[], [byte, byte], byte === 0 ? [0xff] : [0]]) {
        const { status } = await node.delegate(base64url(Uint8Array.from(bytes.toSpliced(index, 1, ...replacement))))
        if (status !== 401) accepted.push(`${index} → ${replacement}: ${status}`)
      }
    }
    expect(accepted).toEqual([])
  })

  test('rejects the test vector with any character of the header replaced', async () => {
    const node = await startTestNode()
    const { delegation } = testVector
    const accepted: string[] = []
    for (const [index, character] of [...delegation].entries()) {
      for (const other of ['A', '=', '+'].filter((one) => one !== character)) {
        const { status } = await node.delegate(`${delegation.slice(0, index)}${other}${delegation.slice(index + 1)}`)
        if (status !== 401) accepted.push(`${index} → ${other}: ${status}`)
      }
    }
    expect(accepted).toEqual([])
  })

  test('rejects the members of the test vector in another order', async () => {
    const bytes = Buffer.from(testVector.delegation, 'base64url')
    const payload = bytes.indexOf(Buffer.from('6170a9', 'hex'))
    const signature = bytes.lastIndexOf(Buffer.from('6173a2', 'hex'))
    const parts = [bytes.subarray(1, payload), bytes.subarray(payload, signature), bytes.subarray(signature)]
    const inOrder = (order: readonly number[]) =>
      base64url(Buffer.concat([bytes.subarray(0, 1), ...order.map((index) => parts[index] ?? Buffer.alloc(0))]))
    expect((await submit(inOrder([0, 1, 2])))[0]).toBe(200)
    for (const order of [
      [0, 2, 1],
      [1, 0, 2],
      [2, 1, 0],
    ]) {
      expect(await submit(inOrder(order))).toEqual(undecodable)
    }
  })

  test.each([
    ['no header', ''],
    ['a scheme word', `Bearer ${testVector.delegation}`],
    ['no padding', testVector.delegation.replace(/=+$/, '')],
    ['a trailing byte', base64url(Buffer.concat([Buffer.from(testVector.delegation, 'base64url'), Buffer.alloc(1)]))],
    ['nonsense', 'nonsense'],
    ['nonsense with dots', 'a.b.c'],
    ['an invocation', testVector.invocation],
  ])('rejects %s', async (_, header) => {
    expect(await submit(header, '2026-01-01T00:01:00Z')).toEqual(undecodable)
  })

  test('rejects a header longer than any delegation', async () => {
    expect((await submit('A'.repeat(70_000)))[0]).toBe(431)
  })

  test('rejects a signature by another account', async () => {
    const mallory = owner(`0x${'22'.repeat(32)}`)
    const forged = (await mallory.delegate(parts)).replace(/=+$/, '')
    const bytes = Buffer.from(forged, 'base64url')
    const at = bytes.indexOf(mallory.address)
    bytes.write(alice.address, at)
    expect(await submit(base64url(bytes))).toEqual([401, 'Failed to verify signature'])
  })

  test('rejects the malleated form of a signature (high s)', async () => {
    const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
    const bytes = Buffer.from(testVector.delegation, 'base64url')
    const at = bytes.indexOf(Buffer.from('898eb067', 'hex'))
    const s = BigInt(`0x${bytes.toString('hex', at + 32, at + 64)}`)
    bytes.write((order - s).toString(16).padStart(64, '0'), at + 32, 'hex')
    bytes[at + 64] = bytes[at + 64] === 27 ? 28 : 27
    expect((await submit(base64url(bytes)))[0]).toBe(401)
  })

  test('is valid until its expiration time, inclusive', async () => {
    const header = await alice.delegate(parts)
    expect((await submit(header, '2026-01-31T00:00:00.000Z'))[0]).toBe(200)
    expect(await submit(header, '2026-01-31T00:00:00.001Z')).toEqual(outOfTime)
  })

  test('is not valid at its not-before time', async () => {
    const header = await alice.delegate({ ...parts, notBefore: '2026-01-10T00:00:00.000Z' })
    expect(await submit(header, '2026-01-10T00:00:00.000Z')).toEqual(outOfTime)
    expect((await submit(header, '2026-01-10T00:00:00.001Z'))[0]).toBe(200)
  })

  test('S4: rejects a statement that omits a capability of the ReCap', async () => {
    const statement = 'I further authorize the stated URI to perform the following actions on my behalf:'
    expect(await submit(await alice.delegate({ ...parts, statement }))).toEqual([401, 'Invalid ReCap'])
  })

  test('S4: rejects a message to something other than a key', async () => {
    expect(await submit(await alice.delegate({ ...parts, uri: 'https://app.example' }))).toEqual([401, 'Invalid ReCap'])
  })

  test('rejects an account that does not own the space and names no parent', async () => {
    const mallory = owner(`0x${'22'.repeat(32)}`)
    const expected = [401, `Unauthorized Delegator: ${mallory.did}`]
    expect(await submit(await mallory.delegate(parts))).toEqual(expected)
  })

  test('rejects an unknown parent', async () => {
    const mallory = owner(`0x${'22'.repeat(32)}`)
    const prf = [proofOf(testVector.delegation)]
    expect(await submit(await mallory.delegate({ ...parts, prf }))).toEqual([401, 'Cannot find parent delegation'])
  })

  test('rejects a resource without an owner', async () => {
    const att = withoutCaveats({ 'urn:example:thing': ['tinycloud.kv/get'] })
    expect(await submit(await alice.delegate({ ...parts, att }))).toEqual([401, `Unauthorized Delegator: ${alice.did}`])
  })
})

function base64url(bytes: Uint8Array): string {
  const text = Buffer.from(bytes).toString('base64url')
  return text.padEnd(Math.ceil(text.length / 4) * 4, '=')
}
