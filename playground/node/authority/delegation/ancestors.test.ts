import { describe, expect, test } from 'vitest'
import { maxChainLength } from '../../limits.ts'
import { bareDelegation } from '../../testing/bareDelegation.ts'
import { collectAncestors, findParents } from './ancestors.ts'

describe('findParents', () => {
  test('rejects an unknown parent, a duplicate parent, and more than 64 parents', () => {
    const find = (cid: string) => (cid === 'unknown' ? undefined : bareDelegation(cid, []))
    expect(() => findParents(['a', 'unknown'], find)).toThrow('Cannot find parent delegation')
    expect(() => findParents(['a', 'a'], find)).toThrow('Cannot find parent delegation')
    const many = Array.from({ length: maxChainLength + 1 }, (_, index) => `${index}`)
    expect(() => findParents(many, find)).toThrow('delegation-chain-traversal-limit-exceeded')
  })
})

/** Creates a chain of `length` delegations, each with the next as parent. */
function chain(length: number) {
  const all = Array.from({ length }, (_, index) =>
    bareDelegation(`${index}`, index + 1 < length ? [`${index + 1}`] : []),
  )
  return { first: all.slice(0, 1), find: (cid: string) => all[Number(cid)] }
}

describe('collectAncestors', () => {
  test('returns each delegation of a chain once, up to the limit', () => {
    const { first, find } = chain(maxChainLength)
    expect(collectAncestors([...first, ...first], find)).toHaveLength(maxChainLength)
  })

  test('rejects a longer chain', () => {
    const { first, find } = chain(maxChainLength + 1)
    expect(() => collectAncestors(first, find)).toThrow('delegation-chain-traversal-limit-exceeded')
  })

  test('terminates for a delegation that is its own parent', () => {
    const loop = bareDelegation('a', ['a'])
    expect(collectAncestors([loop], () => loop)).toEqual([loop])
  })
})
