import { decode, encode } from '@ipld/dag-cbor'
import { ed25519 } from '@noble/curves/ed25519.js'
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { initialized, tcwSession, tinycloud } from '@tinycloudlabs/web-sdk-wasm'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseSiweMessage } from '../siwe/message/parseSiweMessage.ts'
import { recoverPersonalSigner } from '../siwe/message/recoverPersonalSigner.ts'
import { decodeRecap } from '../siwe/recap/decodeRecap.ts'
import { arbitrarySiweMessage } from '../testing/arbitrarySiweMessage.ts'
import { testVector } from '../testing/testVector.ts'
import { decodeCacao, encodeCacao, siweFromCacao } from './cacao.ts'
import { proofFromCid } from './cid.ts'
import { sessionKeyFromJwk } from './sessionKey.ts'
import { signPersonalMessage } from './signPersonalMessage.ts'

/**
 * The published client of the previous wire generation is an implementation by other hands in another language. Where
 * the two generations write the same bytes, it must agree with this one.
 */

type Wire = { h: object; p: { [name: string]: unknown }; s: { s: number[]; t: string } }

const { address, jwk, domain, issuedAt, expirationTime } = testVector

/** The other generation's delegation of a signed message. */
function otherDelegation(siwe: string, signature: string): Uint8Array {
  const { Authorization } = JSON.parse(tinycloud.siweToDelegationHeaders(JSON.stringify({ siwe, signature })))
  return Buffer.from(Authorization, 'base64url')
}

/** That delegation with the two known differences of the generations taken out. */
function carriedOver(bytes: Uint8Array): Uint8Array {
  const { h, p, s }: Wire = decode(bytes)
  return encode({ h, p: { ...p, version: 1 }, s: { ...s, s: Uint8Array.from(s.s) } })
}

/**
 * Fields that both can express: the other implementation has no empty statement, and another name for the request id.
 */
const common = arbitrarySiweMessage.map(({ scheme: _, requestId: __, statement, resources = [], ...message }) => ({
  ...message,
  ...(statement !== undefined && statement !== '' && { statement }),
  ...(resources.length > 0 && { resources }),
}))

beforeAll(() => initialized)

describe('the published WASM agrees', () => {
  test('about the CACAO of the test vector', () => {
    const bytes = carriedOver(otherDelegation(testVector.siwe, testVector.signature))
    expect(bytesToHex(bytes)).toBe(testVector.cacaoHex)
  })

  test('about the CACAO of any message it can read', () => {
    let compared = 0
    fc.assert(
      fc.property(common, (payload) => {
        const cacao = { payload, signature: testVector.signature }
        const other = attempt(() => otherDelegation(siweFromCacao(cacao), testVector.signature))
        if (other === undefined) return
        compared++
        expect(bytesToHex(carriedOver(other))).toBe(bytesToHex(encodeCacao(cacao)))
      }),
      { numRuns: 300 },
    )
    expect(compared).toBeGreaterThan(100)
  })

  test('about session keys and their DIDs', async () => {
    const manager = new tcwSession.TCWSessionManager()
    const key = sessionKeyFromJwk(JSON.parse(manager.jwk('default') ?? ''))
    expect(key.did).toBe(await manager.getDID('default'))
    expect(key.jwk.kid).toBe('default')
  })

  test('about EIP-191: it completes a session with our signature', async () => {
    const { siwe, signature, session } = await otherSession()
    const { delegationHeader } = JSON.parse(session)

    expect(recoverPersonalSigner(siwe, signature)).toBe(address)
    expect(decodeCacao(carriedOver(Buffer.from(delegationHeader.Authorization, 'base64url')))).toStrictEqual({
      payload: parseSiweMessage(siwe),
      signature,
    })
  })

  test('about Ed25519: it signs invocations with our session key', async () => {
    const { Authorization } = JSON.parse(await tinycloud.invoke((await otherSession()).session, 'kv', 'a/b', 'get'))
    const [header, payload, signature] = Authorization.split('.')
    const key = Buffer.from(testVector.jwk.x, 'base64url')
    const signed = Buffer.from(`${header}.${payload}`)
    expect(ed25519.verify(Buffer.from(signature, 'base64url'), signed, key, { zip215: false })).toBe(true)
  })

  test('about the proofs in a ReCap', async () => {
    const parents = [testVector.delegationCid]
    const { resources = [] } = parseSiweMessage((await otherSession({ parents })).siwe)
    expect(decodeRecap(resources.at(-1) ?? '').prf).toStrictEqual(parents.map(proofFromCid))
  })
})

/** A session the other generation prepares for our session key and completes with our signature. */
async function otherSession(change: object = {}) {
  const orbitId = tinycloud.makeOrbitId(address, 1, 'default')
  const actions = { kv: { 'a/': ['get'] } }
  const config = { actions, address, chainId: 1, domain, issuedAt, expirationTime, orbitId, jwk, ...change }
  const prepared = JSON.parse(await tinycloud.prepareSession(JSON.stringify(config)))
  const signature = signPersonalMessage(prepared.siwe, hexToBytes(testVector.ownerKey))
  const session = tinycloud.completeSessionSetup(JSON.stringify({ ...prepared, signature }))
  return { siwe: prepared.siwe, signature, session }
}

describe('decodeCacao', () => {
  test('refuses the delegation of the other generation as it is', () => {
    expect(() => decodeCacao(otherDelegation(testVector.siwe, testVector.signature))).toThrow(
      expect.objectContaining({ code: 'invalid_params', details: { field: 'cacao' } }),
    )
  })
})

function attempt<Value>(compute: () => Value): Value | undefined {
  try {
    return compute()
  } catch {
    return undefined
  }
}
