import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryRecap } from '../../testing/arbitraryRecap.ts'
import { testVector } from '../../testing/testVector.ts'
import { decodeRecap } from './decodeRecap.ts'
import { encodeRecap } from './encodeRecap.ts'
import type { Recap } from './recap.ts'

const granted = { 'urn:a:b': { 'kv/get': [{}] } }

function payload(uri: string): string {
  return Buffer.from(uri.slice('urn:recap:'.length), 'base64url').toString()
}

describe('encodeRecap', () => {
  test('writes the ReCap that was made by hand, whatever the order of its parts', () => {
    const { att, prf }: Recap = JSON.parse(testVector.recapJson)
    expect(encodeRecap({ prf, att: Object.fromEntries(Object.entries(att).reverse()) })).toBe(
      testVector.siwe.split('\n- ')[1],
    )
  })

  test('sorts names at every depth and writes no spaces', () => {
    const caveat = { b: [{ d: 1, c: null }], a: 'é' }
    expect(payload(encodeRecap({ prf: [], att: { 'urn:b:b': { 'kv/b': [caveat], 'kv/a': [{}] }, ...granted } }))).toBe(
      '{"att":{"urn:a:b":{"kv/get":[{}]},"urn:b:b":{"kv/a":[{}],"kv/b":[{"a":"é","b":[{"c":null,"d":1}]}]}},"prf":[]}',
    )
  })

  test('writes what decodeRecap reads back', () => {
    fc.assert(
      fc.property(arbitraryRecap, (recap) => {
        expect(decodeRecap(encodeRecap(recap))).toEqual(recap)
      }),
    )
  })

  test.each<[string, Recap]>([
    ['nothing granted', { att: {}, prf: [] }],
    ['a resource without ability', { att: { 'urn:a:b': {} }, prf: [] }],
    ['an empty caveat list', { att: { 'urn:a:b': { 'kv/get': [] } }, prf: [] }],
    ['a resource that is no URI', { att: { 'a b': { 'kv/get': [{}] } }, prf: [] }],
    ['a resource with a line feed', { att: { 'urn:a:b\n': { 'kv/get': [{}] } }, prf: [] }],
    ['a resource outside ASCII', { att: { 'urn:é:b': { 'kv/get': [{}] } }, prf: [] }],
    ['an ability without namespace', { att: { 'urn:a:b': { get: [{}] } }, prf: [] }],
    ['an ability with two slashes', { att: { 'urn:a:b': { 'kv/get/all': [{}] } }, prf: [] }],
    ['a quotation mark in an ability', { att: { 'urn:a:b': { "kv/get', 'put": [{}] } }, prf: [] }],
    ['a proof that is no CID', { att: granted, prf: ['zabc'] }],
    ['a proof in another base', { att: granted, prf: ['bafyr4ifj42nddebshjyqxrpz7klh5uxeo2d5vpyrjdmitiwwcvegfokq4u'] }],
    ['a proof of CID version 0', { att: granted, prf: ['QmdfTbBqBPQ7VNxZEYEj14VmRuZBkqFbiwReogJgS1zR1n'] }],
    ['a caveat with a lone surrogate', { att: { 'urn:a:b': { 'kv/get': [{ a: '\ud800' }] } }, prf: [] }],
    ['a caveat with a number JSON has not', { att: { 'urn:a:b': { 'kv/get': [{ a: Number.NaN }] } }, prf: [] }],
  ])('refuses %s', (_, recap) => {
    expect(() => encodeRecap(recap)).toThrow(expect.objectContaining({ code: 'recap_malformed' }))
  })

  /** A value from JavaScript, or unchecked JSON. */
  const untyped = (value: unknown) => value as Recap
  const withCaveat = (caveat: unknown) => ({ att: { 'urn:a:b': { 'kv/get': [caveat] } }, prf: [] })

  test.each([
    ['att', undefined],
    ['att', null],
    ['att', {}],
    ['att', { prf: [] }],
    ['att', { att: null, prf: [] }],
    ['att', { att: [], prf: [] }],
    ['att', { att: { 'urn:a:b': null }, prf: [] }],
    ['att', { att: { 'urn:a:b': { 'kv/get': null } }, prf: [] }],
    ['att', { att: { 'urn:a:b': { 'kv/get': {} } }, prf: [] }],
    ['att', withCaveat(null)],
    ['att', withCaveat('{}')],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    ['att', { att: { 'urn:a:b': { 'kv/get': [,] } }, prf: [] }],
    ['prf', { att: granted }],
    ['prf', { att: granted, prf: null }],
    ['prf', { att: granted, prf: 'zabc' }],
    ['prf', { att: granted, prf: [null] }],
  ])('names %s where JavaScript hands over %j', (field, recap) => {
    expect(() => encodeRecap(untyped(recap))).toThrow(
      expect.objectContaining({ code: 'recap_malformed', details: { field } }),
    )
  })

  test.each([
    ['undefined', { a: undefined }],
    ['a date, which would limit nothing', new Date(0)],
    ['a map, which would limit nothing', new Map([['a', 1]])],
    ['a function', { a: () => 1 }],
    ['a bigint', { a: 1n }],
    // biome-ignore lint/suspicious/noSparseArray: a hole is what is tested
    ['a hole', { a: [1, , 2] }],
  ])('refuses a caveat of %s', (_, caveat) => {
    expect(() => encodeRecap(untyped(withCaveat(caveat)))).toThrow(expect.objectContaining({ code: 'recap_malformed' }))
  })
})
