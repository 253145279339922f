import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryRecap } from '../../testing/arbitraryRecap.ts'
import { testVector } from '../../testing/testVector.ts'
import { decodeRecap } from './decodeRecap.ts'
import { encodeRecap, writeRecap } from './encodeRecap.ts'
import { recapStatement } from './recapStatement.ts'

const malformed = expect.objectContaining({ code: 'recap_malformed' })
const space = 'tinycloud:pkh:eip155:1:0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A:account'

function recapUri(json: string): string {
  return `urn:recap:${Buffer.from(json).toString('base64url')}`
}

describe('decodeRecap', () => {
  test('reads the ReCap that was made by hand', () => {
    expect(decodeRecap(testVector.siwe.split('\n- ')[1] ?? '')).toEqual({
      att: {
        [`${space}/capabilities`]: { 'tinycloud.capabilities/read': [{}] },
        [`${space}/kv/spaces/`]: { 'tinycloud.kv/get': [{}], 'tinycloud.kv/list': [{}], 'tinycloud.kv/put': [{}] },
      },
      prf: [],
    })
  })

  test('keeps caveats and proofs', () => {
    const proof = 'zdpuB2zVfMWuAAwnrh2g36wTbT48F5mHHzDDTQUGLz4eFH4zs'
    const json = `{"att":{"urn:a:b":{"kv/get":[{"maxRows":10},{}]}},"prf":["${proof}"]}`
    expect(decodeRecap(recapUri(json))).toEqual({
      att: { 'urn:a:b': { 'kv/get': [{ maxRows: 10 }, {}] } },
      prf: [proof],
    })
  })

  test('reads an absent prf as empty', () => {
    const { att } = JSON.parse(testVector.recapJson)
    expect(decodeRecap(recapUri(JSON.stringify({ att })))).toEqual({ att, prf: [] })
  })

  test('reads the example of EIP-5573 that has caveats and a proof', () => {
    const uri =
      'urn:recap:eyJhdHQiOnsiaHR0cHM6Ly9leGFtcGxlLmNvbS9waWN0dXJlcy8iOnsiY3J1ZC9kZWxldGUiOlt7fV0sImNydWQvdXBkYXRlIjpbe31d' +
      'LCJvdGhlci9hY3Rpb24iOlt7fV19LCJtYWlsdG86dXNlcm5hbWVAZXhhbXBsZS5jb20iOnsibXNnL3JlY2VpdmUiOlt7Im1heF9jb3VudCI6NSwi' +
      'dGVtcGxhdGVzIjpbIm5ld3NsZXR0ZXIiLCJtYXJrZXRpbmciXX1dLCJtc2cvc2VuZCI6W3sidG8iOiJzb21lb25lQGVtYWlsLmNvbSJ9LHsidG8i' +
      'OiJqb2VAZW1haWwuY29tIn1dfX0sInByZiI6WyJ6ZGo3V2o2Rk5TNHJVVWJzaUp2amp4Y3NOcVpkRENTaVlSOHNLUVhmb1BmcFNadUF3Il19'
    const recap = decodeRecap(uri)
    expect(recap).toEqual({
      att: {
        'https://example.com/pictures/': { 'crud/delete': [{}], 'crud/update': [{}], 'other/action': [{}] },
        'mailto:username@example.com': {
          'msg/receive': [{ max_count: 5, templates: ['newsletter', 'marketing'] }],
          'msg/send': [{ to: 'someone@email.com' }, { to: 'joe@email.com' }],
        },
      },
      prf: ['zdj7Wj6FNS4rUUbsiJvjjxcsNqZdDCSiYR8sKQXfoPfpSZuAw'],
    })
    expect(recapStatement(recap)).toBe(
      "I further authorize the stated URI to perform the following actions on my behalf: (1) 'crud': 'delete', 'update' for 'https://example.com/pictures/'. (2) 'other': 'action' for 'https://example.com/pictures/'. (3) 'msg': 'receive', 'send' for 'mailto:username@example.com'.",
    )
  })

  test('refuses the example of EIP-5573 whose abilities have no caveat, and says what to write', () => {
    const uri =
      'urn:recap:eyJhdHQiOnsiaHR0cHM6Ly9leGFtcGxlLmNvbSI6eyJleGFtcGxlL2FwcGVuZCI6W10sImV4YW1wbGUvcmVhZCI6W10sIm90aGVyL2Fj' +
      'dGlvbiI6W119LCJteTpyZXNvdXJjZTp1cmkuMSI6eyJleGFtcGxlL2FwcGVuZCI6W10sImV4YW1wbGUvZGVsZXRlIjpbXX0sIm15OnJlc291cmNl' +
      'OnVyaS4yIjp7ImV4YW1wbGUvYXBwZW5kIjpbXX0sIm15OnJlc291cmNlOnVyaS4zIjp7ImV4YW1wbGUvYXBwZW5kIjpbXX19LCJwcmYiOltdfQ'
    expect(() => decodeRecap(uri)).toThrow('For an ability without caveats, write [{}].')
  })

  test('reads nothing but what encodeRecap writes', () => {
    const damage = fc.tuple(fc.nat(), fc.constantFrom(...'{}[]",: \\0a/', ''), fc.nat(2))
    fc.assert(
      fc.property(arbitraryRecap, damage, (recap, [position, inserted, removed]) => {
        const json = Buffer.from(encodeRecap(recap).slice('urn:recap:'.length), 'base64url').toString()
        const at = position % json.length
        const uri = recapUri(json.slice(0, at) + inserted + json.slice(at + removed))
        try {
          const read = decodeRecap(uri)
          expect([encodeRecap(read), writeRecap(read, { omitsProofs: true })]).toContain(uri)
        } catch (error) {
          expect(error).toMatchObject({ code: 'recap_malformed' })
        }
      }),
      { numRuns: 500 },
    )
  })

  const good = '{"att":{"urn:a:b":{"kv/get":[{}]}},"prf":[]}'

  test('reads the message the refused ones below are made of', () => {
    expect(decodeRecap(recapUri(good))).toEqual({ att: { 'urn:a:b': { 'kv/get': [{}] } }, prf: [] })
  })

  test.each([
    ['another prefix', recapUri(good).replace('urn:recap:', 'urn:recip:')],
    ['an upper-case prefix', recapUri(good).replace('urn:recap:', 'URN:RECAP:')],
    ['padding', `urn:recap:${Buffer.from(`${good} `).toString('base64')}`],
    ['bits that stand for no byte', `${recapUri(good).slice(0, -1)}R`],
    ['an empty payload', 'urn:recap:'],
    ['bytes that are not UTF-8', `urn:recap:${Buffer.from([0x22, 0xff, 0x22]).toString('base64url')}`],
    ['a byte order mark', recapUri(`\ufeff${good}`)],
    ['no JSON', recapUri('att')],
    ['a list', recapUri('[]')],
    ['null', recapUri('null')],
    ['a text', recapUri('"att"')],
    ['a prf of null', recapUri('{"att":{"urn:a:b":{"kv/get":[{}]}},"prf":null}')],
    ['an absent prf, with a space', recapUri('{"att":{"urn:a:b":{"kv/get":[{}]}} }')],
    ['an absent prf, with abilities out of order', recapUri('{"att":{"urn:a:b":{"kv/put":[{}],"kv/get":[{}]}}}')],
    ['an absent prf and another member', recapUri('{"att":{"urn:a:b":{"kv/get":[{}]}},"pre":[]}')],
    ['a missing att', recapUri('{"prf":[]}')],
    ['a member more', recapUri('{"att":{"urn:a:b":{"kv/get":[{}]}},"exp":1,"prf":[]}')],
    ['a member named __proto__', recapUri('{"__proto__":{},"att":{"urn:a:b":{"kv/get":[{}]}},"prf":[]}')],
    ['att that is a list', recapUri('{"att":[],"prf":[]}')],
    [
      'a resource named __proto__',
      recapUri('{"att":{"__proto__":{"kv/get":[{}]},"urn:a:b":{"kv/get":[{}]}},"prf":[]}'),
    ],
    ['a resource named constructor', recapUri('{"att":{"constructor":{"kv/get":[{}]}},"prf":[]}')],
    ['an ability named __proto__', recapUri('{"att":{"urn:a:b":{"__proto__":[{}],"kv/get":[{}]}},"prf":[]}')],
    ['abilities that are a list', recapUri('{"att":{"urn:a:b":["kv/get"]},"prf":[]}')],
    ['no ability', recapUri('{"att":{"urn:a:b":{}},"prf":[]}')],
    ['nothing granted', recapUri('{"att":{},"prf":[]}')],
    ['an empty caveat list', recapUri('{"att":{"urn:a:b":{"kv/get":[]}},"prf":[]}')],
    ['a caveat that is no object', recapUri('{"att":{"urn:a:b":{"kv/get":[null]}},"prf":[]}')],
    ['a caveat that is a list', recapUri('{"att":{"urn:a:b":{"kv/get":[[]]}},"prf":[]}')],
    ['caveats outside a list', recapUri('{"att":{"urn:a:b":{"kv/get":{}}},"prf":[]}')],
    ['a proof that is no text', recapUri('{"att":{"urn:a:b":{"kv/get":[{}]}},"prf":[1]}')],
    ['proofs outside a list', recapUri('{"att":{"urn:a:b":{"kv/get":[{}]}},"prf":{}}')],
    ['spaces', recapUri('{"att":{"urn:a:b":{"kv/get":[{}]}}, "prf":[]}')],
    ['members out of order', recapUri('{"prf":[],"att":{"urn:a:b":{"kv/get":[{}]}}}')],
    ['resources out of order', recapUri('{"att":{"urn:b:b":{"kv/get":[{}]},"urn:a:b":{"kv/get":[{}]}},"prf":[]}')],
    ['abilities out of order', recapUri('{"att":{"urn:a:b":{"kv/put":[{}],"kv/get":[{}]}},"prf":[]}')],
    ['caveat members out of order', recapUri('{"att":{"urn:a:b":{"kv/get":[{"b":1,"a":1}]}},"prf":[]}')],
    ['a resource twice', recapUri('{"att":{"urn:a:b":{"kv/put":[{}]},"urn:a:b":{"kv/get":[{}]}},"prf":[]}')],
    ['an ability twice', recapUri('{"att":{"urn:a:b":{"kv/get":[{"a":1}],"kv/get":[{}]}},"prf":[]}')],
    ['another spelling of a text', recapUri('{"att":{"urn:a:b":{"kv\\/get":[{}]}},"prf":[]}')],
    ['another spelling of a number', recapUri('{"att":{"urn:a:b":{"kv/get":[{"a":1.0}]}},"prf":[]}')],
    ['a number that loses digits', recapUri('{"att":{"urn:a:b":{"kv/get":[{"a":9007199254740993}]}},"prf":[]}')],
    ['a number past the doubles', recapUri('{"att":{"urn:a:b":{"kv/get":[{"a":1e400}]}},"prf":[]}')],
    ['minus zero', recapUri('{"att":{"urn:a:b":{"kv/get":[{"a":-0}]}},"prf":[]}')],
    ['a lone surrogate', recapUri('{"att":{"urn:a:b":{"kv/get":[{"a":"\\ud800"}]}},"prf":[]}')],
    [
      'deep nesting',
      recapUri(`{"att":{"urn:a:b":{"kv/get":[{"a":${'['.repeat(9999)}${']'.repeat(9999)}}]}},"prf":[]}`),
    ],
  ])('S4: refuses %s', (_, uri) => {
    expect(() => decodeRecap(uri)).toThrow(malformed)
  })

  test('S4: finds nothing under the names every object inherits', () => {
    const { att } = decodeRecap(recapUri(good))
    expect(att.constructor).toBeUndefined()
    expect(att['urn:a:b']?.toString).toBeUndefined()
  })

  test('S4: a caveat named __proto__ changes no prototype', () => {
    const json = '{"att":{"urn:a:b":{"kv/get":[{"__proto__":{"polluted":true}}]}},"prf":[]}'
    const recap = decodeRecap(recapUri(json))
    const [caveat] = recap.att['urn:a:b']?.['kv/get'] ?? []
    expect(Object.keys(caveat ?? {})).toEqual(['__proto__'])
    expect(caveat?.polluted).toBeUndefined()
    expect(encodeRecap(recap)).toBe(recapUri(json))
  })
})
