import { describe, expect, test } from 'vitest'
import { testVector } from '../../testing/testVector.ts'
import type { Recap } from './recap.ts'
import { recapStatement } from './recapStatement.ts'

describe('recapStatement', () => {
  test('returns the statement of a real sign-in', () => {
    expect(recapStatement({ ...JSON.parse(testVector.recapJson) })).toBe(testVector.siwe.split('\n')[3])
  })

  test('numbers resources and namespaces bytewise, and sorts the names of each', () => {
    const att = {
      'urn:b:b': { 'kv/put': [{}], 'kv/get': [{ limit: 1 }], 'KV/a': [{}] },
      'urn:a:b': { 'kv-x/c': [{}], 'kv/b': [{}], 'kv/a-': [{}], 'kv/a': [{}] },
    }
    expect(recapStatement({ att, prf: [] })).toBe(
      'I further authorize the stated URI to perform the following actions on my behalf:' +
        " (1) 'kv': 'a', 'a-', 'b' for 'urn:a:b'." +
        " (2) 'kv-x': 'c' for 'urn:a:b'." +
        " (3) 'KV': 'a' for 'urn:b:b'." +
        " (4) 'kv': 'get', 'put' for 'urn:b:b'.",
    )
  })

  test('R5: writes at most what a sign-in message can hold', () => {
    const naming = (length: number) => ({ att: { [`urn:a:${'b'.repeat(length)}`]: { 'kv/get': [{}] } }, prf: [] })
    const spare = 32_768 - recapStatement(naming(0)).length
    expect(recapStatement(naming(spare))).toHaveLength(32_768)
    expect(() => recapStatement(naming(spare + 1))).toThrow(expect.objectContaining({ code: 'message_too_large' }))
  })

  test.each([{}, { att: undefined }, { att: null }, { prf: [] }])('refuses %j, which has no att', (recap) => {
    expect(() => recapStatement(recap as unknown as Recap)).toThrow(
      expect.objectContaining({ code: 'recap_malformed', details: { field: 'att' } }),
    )
  })
})
