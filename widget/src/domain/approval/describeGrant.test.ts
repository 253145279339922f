import { listCapabilities } from '@openkey/protocol/siwe'
import { describe, expect, test } from 'vitest'
import { ownSpace } from '../../testing/aMessage.ts'
import { describeGrant, type GrantContents } from './describeGrant.ts'

const sensitive = listCapabilities({
  att: { [`${ownSpace}/kv/a`]: { 'tinycloud.kv/get': [{}] }, [`${ownSpace}/kv/b`]: { 'tinycloud.kv/put': [{}] } },
  prf: [],
})
const contents: GrantContents = { account: 'one', sensitive, proofs: [], resources: [], isLong: false }

describe('describeGrant', () => {
  test('knows the same things again in any order', () => {
    expect(describeGrant({ ...contents, sensitive: sensitive.toReversed() })).toEqual(describeGrant(contents))
  })

  test.each<[string, Partial<GrantContents>]>([
    ['another account', { account: 'two' }],
    ['less', { sensitive: sensitive.slice(1) }],
    ['a condition', { sensitive: sensitive.map((capability) => ({ ...capability, caveats: [{ limit: 1 }] })) }],
    ['a proof', { proofs: ['zb2'] }],
    ['a resource', { resources: ['zb2'] }],
    ['a longer time', { isLong: true }],
  ])('S10: tells %s from what was approved', (_, change) => {
    expect(describeGrant({ ...contents, ...change }).digest).not.toBe(describeGrant(contents).digest)
  })

  test('takes for sensitive whatever must be read', () => {
    const nothing = { ...contents, sensitive: [] }
    expect(describeGrant(nothing).isSensitive).toBe(false)
    expect(describeGrant(contents).isSensitive).toBe(true)
    expect(describeGrant({ ...nothing, proofs: ['zb2'] }).isSensitive).toBe(true)
    expect(describeGrant({ ...nothing, resources: ['https://app.example'] }).isSensitive).toBe(true)
  })
})
