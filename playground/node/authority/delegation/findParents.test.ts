import { describe, expect, test } from 'vitest'
import { maxChainLength } from '../../limits.ts'
import { bareDelegation } from '../../testing/bareDelegation.ts'
import { findParents } from './findParents.ts'

describe('findParents', () => {
  test('refuses an unknown parent, a parent named twice, and more parents than a chain has links', () => {
    const find = (cid: string) => (cid === 'unknown' ? undefined : bareDelegation(cid, []))
    expect(() => findParents(['a', 'unknown'], find)).toThrow('Cannot find parent delegation')
    expect(() => findParents(['a', 'a'], find)).toThrow('Cannot find parent delegation')
    const many = Array.from({ length: maxChainLength + 1 }, (_, index) => `${index}`)
    expect(() => findParents(many, find)).toThrow('delegation-chain-traversal-limit-exceeded')
  })
})
