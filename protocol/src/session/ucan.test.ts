import { createPublicKey, verify } from 'node:crypto'
import { ed25519 } from '@noble/curves/ed25519.js'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeBase64url } from '../encoding/base64url.ts'
import { encodeUtf8 } from '../encoding/utf8.ts'
import { testVector } from '../testing/testVector.ts'
import { computeCid } from './cid.ts'
import { jwkSeed } from './jwk.ts'
import { generateUcanNonce } from './nonce.ts'
import { createSessionKey, sessionKeyFromJwk } from './sessionKey.ts'
import { maxUcanLength, parseUcan, principalDid, signUcan, type UcanPayload, verifyUcanSignature } from './ucan.ts'

const { jwk, did, didUrl } = sessionKeyFromJwk(testVector.jwk)
const token = testVector.invocation.authorization
const [header = '', payload = '', signature = ''] = token.split('.')
const refused = (field: string) => expect.objectContaining({ code: 'invalid_params', details: { field } })

const json = (part: string) => Buffer.from(part, 'base64url').toString()
const part = (text: string) => encodeBase64url(encodeUtf8(text))

/** A token of any header and payload text, truly signed by the session key. */
function signed(headerText: string, payloadText: string): string {
  const input = `${part(headerText)}.${part(payloadText)}`
  return `${input}.${encodeBase64url(ed25519.sign(encodeUtf8(input), jwkSeed(jwk)))}`
}

/** The worked invocation with one change in the text of its payload, truly signed. */
function withPayload(search: string | RegExp, replacement: string): string {
  const changed = json(payload).replace(search, replacement)
  expect(changed).not.toBe(json(payload))
  return signed(json(header), changed)
}

function withHeader(search: string | RegExp, replacement: string): string {
  const changed = json(header).replace(search, replacement)
  expect(changed).not.toBe(json(header))
  return signed(changed, json(payload))
}

function isAccepted(text: string): boolean {
  try {
    return verifyUcanSignature(parseUcan(text))
  } catch {
    return false
  }
}

const name = fc.string({ unit: fc.constantFrom(...'abcXYZ019-_.+*'), minLength: 1, maxLength: 8 })
const caveat = fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { maxKeys: 2 })
const att = fc.dictionary(
  name.map((path) => `${testVector.spaceId}/kv/${path}`),
  fc.dictionary(
    fc.tuple(name, name).map((names) => names.join('/')),
    fc.array(caveat, { minLength: 1, maxLength: 2 }),
    { minKeys: 1, maxKeys: 3 },
  ),
  { minKeys: 1, maxKeys: 3 },
)
const seconds = fc.oneof(fc.nat(), fc.double({ min: 0, max: 4e9, noNaN: true }).map(Math.abs))
const anyPayload: fc.Arbitrary<UcanPayload> = fc
  .record(
    {
      att,
      aud: fc.constantFrom(did, 'did:web:node.example:a', testVector.did),
      exp: seconds,
      fct: fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 3 }),
      iss: fc.constantFrom(didUrl, did),
      nbf: seconds,
      nnc: fc.oneof(
        fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => generateUcanNonce(() => bytes)),
        fc.string({ maxLength: 512 }),
      ),
      prf: fc.uniqueArray(fc.uint8Array().map(computeCid), { maxLength: 3 }),
    },
    { requiredKeys: ['att', 'aud', 'exp', 'iss', 'prf'] },
  )
  .map((members) => JSON.parse(JSON.stringify(members)))

describe('parseUcan', () => {
  test('reads back what signUcan writes', () => {
    fc.assert(
      fc.property(anyPayload, (written) => {
        const ucan = parseUcan(signUcan(written, jwk))
        expect(ucan.payload).toEqual(written)
        expect(verifyUcanSignature(ucan)).toBe(true)
      }),
      { numRuns: 100 },
    )
  })

  test('looks up nothing by a hostile name', () => {
    const { att } = parseUcan(token).payload
    expect([att.constructor, att[testVector.invocation.resource]?.toString]).toStrictEqual([undefined, undefined])
  })

  test('S3: accepts the worked invocation and no other character anywhere in it', () => {
    expect(isAccepted(token)).toBe(true)
    const accepted = Array.from({ length: token.length }, (_, index) => index).filter((index) => {
      const old = token.charAt(index)
      const others = ['A', 'x', '_', '.', '='].filter((other) => other !== old)
      return others.some((other) => isAccepted(token.slice(0, index) + other + token.slice(index + 1)))
    })
    expect(accepted).toStrictEqual([])
  })

  test('S3: accepts no other byte of its signature', () => {
    const bytes = Buffer.from(signature, 'base64url')
    fc.assert(
      fc.property(fc.nat(63), fc.integer({ min: 1, max: 255 }), (index, difference) => {
        const damaged = bytes.map((byte, at) => (at === index ? (byte + difference) % 256 : byte))
        expect(isAccepted(`${header}.${payload}.${encodeBase64url(damaged)}`)).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  test.each([
    ['another algorithm', withHeader('"alg":"EdDSA","jwk"', '"alg":"none","jwk"'), 'alg'],
    ['another type', withHeader('"typ":"JWT"', '"typ":"jwt"'), 'typ'],
    ['another version', withHeader('0.10.0', '0.9.0'), 'ucv'],
    ['no key', withHeader(/"jwk":\{[^}]*\},/, ''), 'jwk'],
    ['a private key', withHeader('"crv"', `"d":"${jwk.d}","crv"`), 'jwk'],
    ['the key of another', withHeader(jwk.x, createSessionKey().jwk.x), 'iss'],
    ['an unknown member of the header', withHeader('"typ"', '"kid":"a","typ"'), 'ucan'],
    ['unsorted names in the header', withHeader(/^\{("alg":"EdDSA"),(.*)\}$/, '{$2,$1}'), 'ucan'],
    ['spaces', withPayload('{"att":', '{ "att":'), 'ucan'],
    ['unsorted names', withPayload(/^\{(.*),("prf":.*)\}$/, '{$2,$1}'), 'ucan'],
    ['a repeated name', withPayload('"exp":1767225720', '"exp":9999999999,"exp":1767225720'), 'ucan'],
    ['another spelling of a number', withPayload('1767225720', '1767225720.0'), 'ucan'],
    ['an exponent', withPayload('1767225720', '1.76722572e9'), 'ucan'],
    ['another spelling of a text', withPayload('tinycloud.kv/get', 'tinycloud.kv\\/get'), 'ucan'],
    ['a list of capabilities', withPayload(/"att":.*?,"aud"/, '"att":[{"can":"a/b","with":"c:d"}],"aud"'), 'att'],
    ['no capability', withPayload(/"att":.*?,"aud"/, '"att":{},"aud"'), 'att'],
    ['no ability', withPayload('{"tinycloud.kv/get":[{}]}', '{}'), 'att'],
    ['no caveats', withPayload('[{}]', '[]'), 'att'],
    ['a caveat that is no object', withPayload('[{}]', '[[]]'), 'att'],
    ['caveats without a list', withPayload('[{}]', '{}'), 'att'],
    ['an ability without namespace', withPayload('tinycloud.kv/get', 'get'), 'att'],
    ['a prototype as resource', withPayload(/"att":\{"[^"]*"/, '"att":{"__proto__"'), 'att'],
    ['an audience with fragment', withPayload(`"aud":"${did}"`, `"aud":"${didUrl}"`), 'aud'],
    ['an audience that is no DID', withPayload(`"aud":"${did}"`, '"aud":"https://node.example"'), 'aud'],
    ['an issuer with another fragment', withPayload(`"iss":"${didUrl}"`, `"iss":"${did}#key-1"`), 'iss'],
    ['an issuer with an empty fragment', withPayload(`"iss":"${didUrl}"`, `"iss":"${did}#"`), 'iss'],
    [
      'an account as issuer',
      withPayload(`"iss":"${didUrl}"`, '"iss":"did:pkh:eip155:1:0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A"'),
      'iss',
    ],
    ['an expiry as text', withPayload('1767225720', '"1767225720"'), 'exp'],
    ['no expiry', withPayload('"exp":1767225720,', ''), 'exp'],
    ['an endless expiry', withPayload('1767225720', '1e300'), 'exp'],
    ['a nonce that is no text', withPayload(`"${testVector.invocation.nonce}"`, '1'), 'nnc'],
    ['a nonce that is null', withPayload(`"${testVector.invocation.nonce}"`, 'null'), 'nnc'],
    ['a nonce without bound', withPayload(testVector.invocation.nonce, 'n'.repeat(513)), 'nnc'],
    ['a proof that is no text', withPayload(/"prf":\[.*\]/, '"prf":[{"/":"bafkr4i"}]'), 'prf'],
    ['a proof that is no CID', withPayload('bafkr4i', 'bafyr4i'), 'prf'],
    ['the same proof twice', withPayload(/"prf":\[(.*)\]/, '"prf":[$1,$1]'), 'prf'],
    ['an unknown member', withPayload('"prf"', '"own":1,"prf"'), 'ucan'],
    ['endless nesting', withPayload('"iss"', `"fct":[${'['.repeat(20_000)}${']'.repeat(20_000)}],"iss"`), 'ucan'],
    ['a list as payload', signed(json(header), '[]'), 'ucan'],
    ['no JSON', signed(json(header), 'att'), 'ucan'],
    ['a byte order mark', signed(json(header), `\ufeff${json(payload)}`), 'ucan'],
    ['padding', `${token}==`, 'ucan'],
    ['stray bits in the last character', `${token.slice(0, -1)}x`, 'ucan'],
    ['the standard alphabet', `${header}.${payload}.${signature.replaceAll('-', '+').replaceAll('_', '/')}=`, 'ucan'],
    ['a fourth part', `${token}.${signature}`, 'ucan'],
    ['no signature', `${header}.${payload}`, 'ucan'],
    ['an empty signature', `${header}.${payload}.`, 'ucan'],
    ['a short signature', `${header}.${payload}.${signature.slice(0, 80)}`, 'ucan'],
    ['a line feed at the end', `${token}\n`, 'ucan'],
    ['something endless', withPayload('"iss"', `"fct":["${'a'.repeat(maxUcanLength)}"],"iss"`), 'ucan'],
  ])('refuses %s', (_, text, field) => {
    expect(() => parseUcan(text)).toThrow(refused(field))
  })

  test.each([
    ['a fixed word', `"nnc":"m1-g-06-fixed-nonce",`],
    ['a UUID of another version', `"nnc":"urn:uuid:01890a5d-ac96-774b-bcce-b302099a8057",`],
    ['an empty text', `"nnc":"",`],
    ['512 characters', `"nnc":"${'n'.repeat(512)}",`],
    ['none', ''],
  ])('takes %s as nonce', (_, nonce) => {
    expect(isAccepted(withPayload(`"nnc":"${testVector.invocation.nonce}",`, nonce))).toBe(true)
  })

  test('accepts an issuer with and without fragment', () => {
    expect(isAccepted(withPayload(`"iss":"${didUrl}"`, `"iss":"${did}"`))).toBe(true)
  })

  test('R5: accepts 64 proofs and refuses 65', () => {
    const withProofs = (length: number) => {
      const cids = Array.from({ length }, (_, index) => computeCid(Uint8Array.of(index)))
      return withPayload(/"prf":\[.*\]/, `"prf":${JSON.stringify(cids)}`)
    }
    expect(parseUcan(withProofs(64)).payload.prf).toHaveLength(64)
    expect(() => parseUcan(withProofs(65))).toThrow(refused('prf'))
  })

  test('refuses more capabilities than a batch needs', () => {
    const many = Array.from({ length: 257 }, (_, index) => [`${testVector.spaceId}/kv/${index}`, { 'a/b': [{}] }])
    const changed = withPayload(/"att":.*?,"aud"/, `"att":${JSON.stringify(Object.fromEntries(many))},"aud"`)
    expect(() => parseUcan(changed)).toThrow(refused('att'))
  })
})

describe('verifyUcanSignature', () => {
  test('agrees with the platform', () => {
    const key = createPublicKey({ key: { ...parseUcan(token).header.jwk }, format: 'jwk' })
    expect(verify(null, Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(true)
  })

  test('refuses the signature of another token', () => {
    expect(isAccepted(`${withPayload('spaces/x', 'spaces/y').split('.').slice(0, 2).join('.')}.${signature}`)).toBe(
      false,
    )
  })
})

const account = 'did:pkh:eip155:1:0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266'
const key = 'did:key:z6MkvDqGT54cXesYGvABpF1UapVNwjCqRcafi4Px6Thv5T3Z'

describe('principalDid', () => {
  test.each([
    ['an address in lower case', account.toLowerCase(), account],
    ['an address in upper case', `did:pkh:eip155:1:0x${account.slice(-40).toUpperCase()}`, account],
    ['a wrong checksum', account.replace('f39F', 'F39f'), account],
    ['the right checksum', account, account],
    ['a fragment of an account', `${account.toLowerCase()}#blockchainAccountId`, account],
    ['a fragment of a key', `${key}#${key.slice('did:key:'.length)}`, key],
  ])('spells one DID for %s', (_, did, principal) => {
    expect(principalDid(did)).toBe(principal)
  })

  test.each([
    ['a key in lower case, which is another key', key.toLowerCase()],
    ['another method', 'did:web:0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266.example'],
    ['another kind of chain', 'did:pkh:solana:1:0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266'],
    ['a longer address', `${account.toLowerCase()}0`],
    ['a chain with a leading zero', account.toLowerCase().replace('eip155:1', 'eip155:01')],
    ['nothing', ''],
  ])('leaves %s as it is', (_, did) => {
    expect(principalDid(did)).toBe(did)
  })
})
