import { readFileSync } from 'node:fs'
import { parseSiweMessage as viemParse } from 'viem/siwe'
import { describe, expect, test } from 'vitest'
import { parseSiweMessage } from '../siwe/message/parseSiweMessage.ts'
import { decodeRecap } from '../siwe/recap/decodeRecap.ts'
import { readRecap } from '../siwe/recap/readRecap.ts'
import { testVector } from '../testing/testVector.ts'
import { type PrepareSessionOptions, prepareSession } from './prepareSession.ts'
import { createSessionKey, sessionKeyFromJwk } from './sessionKey.ts'
import type { Abilities } from './sessionRecap.ts'

const { address, spaceId, domain, issuedAt, expirationTime, nonce } = testVector
const { jwk, didUrl } = sessionKeyFromJwk(testVector.jwk)
const abilities = { kv: { 'spaces/': ['tinycloud.kv/get'] } }
const options: PrepareSessionOptions = {
  address,
  chainId: 1,
  domain,
  issuedAt,
  expirationTime,
  nonce,
  spaceId,
  abilities,
  jwk,
}

const prepared = (change: Partial<PrepareSessionOptions>) => {
  const { siwe, ...rest } = prepareSession({ ...options, ...change })
  const message = parseSiweMessage(siwe)
  return { ...rest, message, recap: readRecap(message) }
}

describe('prepareSession', () => {
  test('reproduces the default sign-in of the current client, byte for byte', () => {
    const text = readFileSync(new URL('../testing/fixtures/default-sign-in.siwe.txt', import.meta.url), 'utf8')
    const wanted = parseSiweMessage(text)
    const { att } = decodeRecap(wanted.resources?.at(-1) ?? '')
    const spaces = new Map<string, { [service: string]: { [path: string]: string[] } }>()
    const rawAbilities: { [uri: string]: string[] } = {}
    for (const [resource, granted] of Object.entries(att)) {
      const [, space, service, path = ''] = /^(tinycloud:[^/]+)\/([^/]+)\/?(.*)$/.exec(resource) ?? []
      if (space === undefined || service === undefined) rawAbilities[resource] = Object.keys(granted)
      else {
        const services = spaces.get(space) ?? {}
        spaces.set(space, { ...services, [service]: { ...services[service], [path]: Object.keys(granted).reverse() } })
      }
    }
    const [primary = '', ...others] = [...spaces.keys()].reverse()
    const { siwe } = prepareSession({
      address: wanted.address,
      chainId: wanted.chainId,
      domain: wanted.domain,
      issuedAt: wanted.issuedAt,
      expirationTime: wanted.expirationTime ?? '',
      nonce: wanted.nonce,
      spaceId: primary,
      abilities: spaces.get(primary) ?? {},
      spaceAbilities: Object.fromEntries(others.map((space): [string, Abilities] => [space, spaces.get(space) ?? {}])),
      rawAbilities,
      delegateUri: wanted.uri,
    })
    expect(siwe).toBe(text)
  })

  test('writes a message that viem reads the same', () => {
    const { siwe } = prepareSession(options)
    expect(viemParse(siwe)).toMatchObject({
      address,
      chainId: 1,
      domain,
      nonce,
      uri: didUrl,
      version: '1',
      issuedAt: new Date(issuedAt),
      expirationTime: new Date(expirationTime),
    })
  })

  test('makes a key and a nonce of its own', () => {
    const { jwk: _, nonce: __, ...rest } = options
    const [first, second] = [prepareSession(rest), prepareSession(rest)]
    expect(sessionKeyFromJwk(first.jwk).didUrl).toBe(first.verificationMethod)
    expect(first.jwk.d).not.toBe(second.jwk.d)
    expect(parseSiweMessage(first.siwe).nonce).not.toBe(parseSiweMessage(second.siwe).nonce)
  })

  test('grants the whole service for an empty path', () => {
    const { recap } = prepared({ abilities: { kv: { '': ['tinycloud.kv/get'] } } })
    expect(Object.keys(recap?.att ?? {})).toStrictEqual([`${spaceId}/kv`])
  })

  test('grants once what is asked for twice', () => {
    const { recap } = prepared({
      abilities: { kv: { a: ['tinycloud.kv/put', 'tinycloud.kv/get', 'tinycloud.kv/put'] } },
      spaceAbilities: { [spaceId]: { kv: { a: ['tinycloud.kv/list'] } } },
      rawAbilities: { [`${spaceId}/kv/a`]: ['tinycloud.kv/get'] },
    })
    expect(recap).toEqual({
      att: { [`${spaceId}/kv/a`]: { 'tinycloud.kv/get': [{}], 'tinycloud.kv/list': [{}], 'tinycloud.kv/put': [{}] } },
      prf: [],
    })
  })

  test('names its parents in base58btc', () => {
    const { recap } = prepared({ parents: [testVector.delegationCid] })
    expect(recap?.prf).toStrictEqual(['zb38SKaAfqJyeB87ye553BZQ5WAfFyjR7njyQQwpKkU2uYRmu'])
  })

  test('carries along what the app wants to find again', () => {
    const additionalSpaces = { public: spaceId.replace(':account', ':public') }
    const { siwe: _, ...rest } = prepareSession({ ...options, additionalSpaces, invocationTtlSecs: 60 })
    expect(rest).toStrictEqual({ jwk, spaceId, additionalSpaces, verificationMethod: didUrl, invocationTtlSecs: 60 })
  })

  test('delegates to another key', () => {
    const other = createSessionKey().didUrl
    const { message, verificationMethod } = prepared({ delegateUri: other })
    expect([message.uri, verificationMethod]).toStrictEqual([other, other])
  })

  test('writes Not Before', () => {
    expect(prepared({ notBefore: issuedAt }).message.notBefore).toBe(issuedAt)
  })

  test.each([
    ['invalid_params', 'no address', { address: '0x19E7' }],
    ['invalid_params', 'no space', { spaceId: 'default' }],
    ['invalid_params', 'another space that is none', { spaceAbilities: { default: abilities } }],
    ['invalid_params', 'a parent that is no CID', { parents: ['bafkr4i'] }],
    ['invalid_params', 'a delegate that is no key', { delegateUri: 'https://app.example' }],
    ['siwe_malformed', 'a domain with a path', { domain: 'app.example/login' }],
    ['siwe_malformed', 'a short nonce', { nonce: 'short' }],
    ['siwe_malformed', 'no expiry', { expirationTime: '' }],
    ['siwe_malformed', 'a nonce that adds lines', { nonce: 'HandMade1\nRequest ID: 1' }],
    ['recap_malformed', 'no ability at all', { abilities: {} }],
    ['recap_malformed', 'an ability without namespace', { abilities: { kv: { a: ['get'] } } }],
    ['recap_malformed', 'a path with a space', { abilities: { kv: { 'a b': ['tinycloud.kv/get'] } } }],
    ['recap_malformed', 'a name of every object', { rawAbilities: JSON.parse('{"__proto__":["a/b"]}') }],
  ])('%s: refuses %s', (code, _, change) => {
    expect(() => prepareSession({ ...options, ...change })).toThrow(expect.objectContaining({ code }))
  })

  test('recap_malformed: refuses more resources than a widget shows', () => {
    const paths = Object.fromEntries(Array.from({ length: 65 }, (_, index) => [`${index}`, ['tinycloud.kv/get']]))
    expect(() => prepareSession({ ...options, abilities: { kv: paths } })).toThrow(
      expect.objectContaining({ code: 'recap_malformed' }),
    )
  })
})
