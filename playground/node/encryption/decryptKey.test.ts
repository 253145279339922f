import { createPublicKey, randomBytes, verify } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { openSession } from '../testing/hostSpace.ts'
import { cidOf, sessionKey, sortedJson, ucan, withoutCaveats } from '../testing/independentClient.ts'
import { alice } from '../testing/keyValueSession.ts'
import {
  create,
  decrypt,
  descriptorOf,
  type NetworkOverrides,
  network,
  networkSession,
  sha256,
} from '../testing/networkSession.ts'
import { opensslKeyPair, opensslUnwrap, opensslWrap } from '../testing/opensslWrap.ts'
import { outcome, startTestNode } from '../testing/startTestNode.ts'

let open: Awaited<ReturnType<typeof networkSession>>
const symmetricKey = Uint8Array.from(randomBytes(32))
const receiver = opensslKeyPair()
let wrapped: Uint8Array
beforeEach(async () => {
  open = await networkSession()
  const descriptor = await descriptorOf(open.create())
  wrapped = opensslWrap(Buffer.from(descriptor.publicEncryptionKey, 'base64'), symmetricKey)
})

type DecryptOverrides = NetworkOverrides & { readonly members?: object; readonly throughInvoke?: boolean }

/** Creates the request of an honest client with some parts replaced. */
function requestOf({ members, ...overrides }: DecryptOverrides) {
  const encryptedSymmetricKey = Buffer.from(wrapped).toString('base64')
  const receiverPublicKey = Buffer.from(receiver.publicKey).toString('base64')
  const shared = {
    type: 'tinycloud.encryption.decrypt/v1',
    targetNode: open.node.nodeId,
    networkId: network,
    alg: 'x25519-aes256gcm/v1',
    keyVersion: 1,
    encryptedSymmetricKeyHash: sha256(JSON.stringify(encryptedSymmetricKey)),
    receiverPublicKeyHash: sha256(JSON.stringify(receiverPublicKey)),
  }
  const body = sortedJson({ ...shared, encryptedSymmetricKey, receiverPublicKey, ...members })
  const fact = { ...shared, bodyHash: sha256(body) }
  return { header: open.invocation(decrypt, fact, overrides), body: overrides.body ?? body }
}

function ask(overrides: DecryptOverrides = {}) {
  const { header, body } = requestOf(overrides)
  const path = overrides.throughInvoke ? '/invoke' : `/encryption/networks/${encodeURIComponent(network)}/decrypt`
  return open.node.post(path, header, { body })
}

const mismatch = (what: string) => [401, `Invocation does not match its request: ${what}`]

describe('decryptKey', () => {
  test.each([
    ['its own route', false],
    ['/invoke', true],
  ])('wraps the key for its receiver, through %s', async (_, throughInvoke) => {
    const result = await resultOf(ask({ throughInvoke }))
    expect(opensslUnwrap(receiver.privateKey, Buffer.from(result.wrappedKey, 'base64'))).toEqual(
      Buffer.from(symmetricKey),
    )
    expect(Object.keys(result).sort()).toEqual(
      [
        ...['type', 'targetNode', 'networkId', 'invocationCid', 'encryptedSymmetricKeyHash', 'receiverPublicKeyHash'],
        ...['wrappedKey', 'alg', 'keyVersion', 'requestHash', 'nodeId', 'nodeSignature'],
      ].sort(),
    )
    expect(result.type).toBe('tinycloud.encryption.decrypt-result/v1')
  })

  test('signs its response as the node', async () => {
    const { header, body } = requestOf({})
    const path = `/encryption/networks/${encodeURIComponent(network)}/decrypt`
    const { nodeSignature, ...result } = await resultOf(open.node.post(path, header, { body }))
    expect(result.requestHash).toBe(sha256(`${cidOf(header)}${sha256(body)}`))
    const name = result.nodeId.slice('did:key:z'.length)
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: base58Tail(name) }, format: 'jwk' })
    expect(verify(null, Buffer.from(sortedJson(result)), key, Buffer.from(nodeSignature, 'base64'))).toBe(true)
  })

  test.each([
    ['a type that is another', { type: 'tinycloud.encryption.network-admin/v1' }],
    ['a member that is unknown', { extra: 1 }],
    ['a key that is not base64', { receiverPublicKey: 'a' }],
  ])('rejects a body with %s', async (_, members) => {
    expect((await ask({ members })).status).toBe(400)
  })

  test.each([
    ['targetNode', { targetNode: 'did:key:z6Mkother' }],
    ['networkId', { networkId: `${network}2` }],
    ['alg', { alg: 'x25519-aes256gcm/v2' }],
    ['alg', { keyVersion: 2 }],
    ['encryptedSymmetricKeyHash', { encryptedSymmetricKeyHash: sha256('') }],
    ['receiverPublicKeyHash', { receiverPublicKeyHash: sha256('') }],
  ])('rejects another %s, in the body or in the fact', async (what, members) => {
    expect(await outcome(ask({ members }))).toEqual(mismatch(what))
    expect(await outcome(ask({ fact: members }))).toEqual(mismatch(what))
  })

  test('rejects the hash of a key without its quotes', async () => {
    const bare = sha256(Buffer.from(wrapped).toString('base64'))
    const members = { encryptedSymmetricKeyHash: bare }
    expect(await outcome(ask({ members, fact: members }))).toEqual(mismatch('encryptedSymmetricKeyHash'))
  })

  test('rejects a fact with another body, an unknown member, or none', async () => {
    expect(await outcome(ask({ fact: { bodyHash: sha256('{}') } }))).toEqual(mismatch('bodyHash'))
    expect(await outcome(ask({ fact: { extra: 1 } }))).toEqual(mismatch('facts'))
    expect(await outcome(ask({ ucan: { fct: [] } }))).toEqual(mismatch('facts'))
  })

  test('rejects another node, another capability, and a session without the capability', async () => {
    expect(await outcome(ask({ ucan: { aud: open.session.did } }))).toEqual([401, 'Invocation is for another node'])
    expect(await outcome(ask({ ucan: { att: withoutCaveats({ [network]: [create] }) } }))).toEqual(
      mismatch('capability'),
    )
    const session = sessionKey(new Uint8Array(32).fill(8))
    const cid = await openSession(open.node, alice, { session, att: withoutCaveats({ [network]: [create] }) })
    expect(await outcome(ask({ signer: session, ucan: { prf: [cid] } }))).toEqual([
      401,
      `Unauthorized Action: ${network} / ${decrypt}`,
    ])
  })

  test('accepts the owner’s address in any case, in path, capability, fact and body', async () => {
    const lower = network.replace(alice.address, alice.address.toLowerCase())
    const ucan = { att: withoutCaveats({ [lower]: [decrypt] }) }
    const members = { networkId: lower }
    expect((await ask({ ucan })).status).toBe(200)
    expect((await ask({ ucan, members, fact: members })).status).toBe(200)
    const { header, body } = requestOf({ ucan, members, fact: members })
    const answer = open.node.post(`/encryption/networks/${encodeURIComponent(lower)}/decrypt`, header, { body })
    expect(await resultOf(answer)).toMatchObject({ networkId: network })
  })

  test('rejects a request without nonce', async () => {
    expect(await outcome(ask({ ucan: { nnc: null } }))).toEqual([401, 'nonce missing'])
  })

  test('rejects a used nonce', async () => {
    const nnc = 'urn:uuid:00000000-0000-4000-8000-000000000001'
    expect((await ask({ ucan: { nnc } })).status).toBe(200)
    const exp = open.node.time.now / 1000 + 60
    expect(await outcome(ask({ ucan: { nnc, exp } }))).toEqual([401, 'nonce already used'])
  })

  test('rejects a key that was wrapped for another network, modified or truncated', async () => {
    const honest = wrapped
    const changed = Uint8Array.from(honest).fill((honest[40] ?? 0) ^ 1, 40, 41)
    for (const bytes of [
      opensslWrap(receiver.publicKey, symmetricKey),
      changed,
      honest.subarray(0, 40),
      new Uint8Array(),
    ]) {
      wrapped = bytes
      expect(await outcome(ask())).toEqual([400, 'The wrapped key does not open'])
    }
  })

  test('rejects after the network is revoked, and deletes its key', async () => {
    expect((await open.revoke()).status).toBe(204)
    expect(await outcome(ask())).toEqual([401, 'network has been revoked'])
    expect((await descriptorOf(open.read())).state).toBe('revoked')
    expect(await outcome(open.create())).toEqual([409, 'network already exists'])
  })

  test('responds with 403 to every error through /invoke', async () => {
    const refused = (text: string) => [403, `Decryption refused: ${text}`]
    const throughInvoke = true
    expect(await outcome(ask({ throughInvoke, ucan: { aud: open.session.did } }))).toEqual(
      refused('Invocation is for another node'),
    )
    expect(await outcome(ask({ throughInvoke, fact: { bodyHash: '' } }))).toEqual(
      refused('Invocation does not match its request: bodyHash'),
    )
    await open.revoke()
    expect(await outcome(ask({ throughInvoke }))).toEqual(refused('network has been revoked'))
  })

  test('a network of another node is not found', async () => {
    open = await networkSession(await startTestNode())
    expect(await outcome(ask())).toEqual([404, 'network not found'])
  })

  test('a KV capability grants nothing on a network', async () => {
    const header = ucan(open.session, {
      att: withoutCaveats({ [`${alice.space('default')}/kv/a`]: ['tinycloud.encryption/decrypt'] }),
      prf: [open.cid],
      exp: open.node.time.now / 1000 + 60,
    })
    expect((await open.node.invoke(header)).status).toBe(401)
  })
})

async function resultOf(answer: Promise<Response>) {
  type Result = Readonly<Record<'type' | 'wrappedKey' | 'requestHash' | 'nodeId' | 'nodeSignature', string>>
  return (await (await answer).json()) as Result
}

/** Returns the 32 bytes of an Ed25519 did:key in base64url, as in a JWK. */
function base58Tail(text: string): string {
  const alphabet = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'
  const value = [...text].reduce((sum, letter) => sum * 58n + BigInt(alphabet.indexOf(letter)), 0n)
  return Buffer.from(value.toString(16).padStart(68, '0').slice(4), 'hex').toString('base64url')
}
