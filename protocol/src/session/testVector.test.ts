import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import { describe, expect, test } from 'vitest'
import { encodeUtf8 } from '../encoding/utf8.ts'
import { testVector as vector } from '../testing/testVector.ts'
import { decodeAuthorization, encodeAuthorization } from './authorization.ts'
import { cacaoFromSiwe, decodeCacao, encodeCacao, siweFromCacao, verifyCacaoSignature } from './cacao.ts'
import { computeCid } from './cid.ts'
import { completeSessionSetup } from './completeSessionSetup.ts'
import { createInvocation, createInvocationFor } from './createInvocation.ts'
import { prepareSession } from './prepareSession.ts'
import { sessionKeyFromJwk } from './sessionKey.ts'
import { signPersonalMessage } from './signPersonalMessage.ts'
import { parseUcan, verifyUcanSignature } from './ucan.ts'

const { jwk, did, didUrl } = sessionKeyFromJwk(vector.jwk)
const { invocation, spaceId } = vector

const prepared = prepareSession({
  address: vector.address.toLowerCase(),
  chainId: 1,
  domain: vector.domain,
  issuedAt: vector.issuedAt,
  expirationTime: vector.expirationTime,
  nonce: vector.nonce,
  spaceId,
  abilities: {
    kv: { 'spaces/': ['tinycloud.kv/put', 'tinycloud.kv/get', 'tinycloud.kv/list'] },
    capabilities: { '': ['tinycloud.capabilities/read'] },
  },
  jwk,
})
const session = completeSessionSetup({ ...prepared, signature: vector.signature })
const options = { now: Date.parse(vector.issuedAt), nonce: invocation.nonce }

describe('the test vector, byte for byte', () => {
  test('names the session key', () => {
    expect({ did, didUrl }).toStrictEqual({ did: vector.did, didUrl: `${vector.did}#${vector.did.slice(8)}` })
  })

  test('prepares the SIWE message and its ReCap', () => {
    expect(prepared).toStrictEqual({ jwk, spaceId, siwe: vector.siwe, verificationMethod: didUrl })
  })

  test('signs it', () => {
    expect(signPersonalMessage(vector.siwe, hexToBytes(vector.ownerKey))).toBe(vector.signature)
  })

  test('writes the CACAO', () => {
    expect(bytesToHex(encodeCacao(cacaoFromSiwe(vector.siwe, vector.signature)))).toBe(vector.cacaoHex)
  })

  test('reads the CACAO back into the signed text and its signer', () => {
    const cacao = decodeCacao(hexToBytes(vector.cacaoHex))
    expect({ text: siweFromCacao(cacao), signer: verifyCacaoSignature(cacao) }).toStrictEqual({
      text: vector.siwe,
      signer: vector.address,
    })
  })

  test('writes the Authorization header and reads it', () => {
    const bytes = hexToBytes(vector.cacaoHex)
    expect(encodeAuthorization(bytes)).toBe(vector.authorization)
    expect(decodeAuthorization(vector.authorization)).toStrictEqual({
      type: 'cacao',
      cacao: decodeCacao(bytes),
      text: vector.authorization,
      bytes,
      cid: vector.delegationCid,
    })
  })

  test('completes the session', () => {
    expect(session).toStrictEqual({
      jwk,
      spaceId,
      verificationMethod: didUrl,
      delegationHeader: { Authorization: vector.authorization },
      delegationCid: vector.delegationCid,
    })
  })

  test('writes the invocation', () => {
    const { resource, ability, authorization } = invocation
    expect(createInvocation(session, [{ resource, ability }], options)).toStrictEqual({ Authorization: authorization })
    expect(createInvocationFor(session, { service: 'kv', path: 'spaces/x', ability }, options)).toStrictEqual({
      Authorization: authorization,
    })
  })

  test('reads the invocation', () => {
    const ucan = parseUcan(invocation.authorization)
    expect(verifyUcanSignature(ucan)).toBe(true)
    expect(ucan.payload).toEqual({
      att: { [invocation.resource]: { [invocation.ability]: [{}] } },
      aud: vector.did,
      exp: invocation.exp,
      iss: didUrl,
      nnc: invocation.nonce,
      prf: [vector.delegationCid],
    })
  })

  test('names the invocation', () => {
    expect(computeCid(encodeUtf8(invocation.authorization))).toBe(invocation.cid)
  })
})
