import { describe, expect, test } from 'vitest'
import { maxChainLength } from '../../limits.ts'
import { bareDelegation } from '../../testing/bareDelegation.ts'
import { collectAncestors } from './collectAncestors.ts'

/** A chain of `length` delegations, each drawing on the next. */
function chain(length: number) {
  const all = Array.from({ length }, (_, index) =>
    bareDelegation(`${index}`, index + 1 < length ? [`${index + 1}`] : []),
  )
  return { first: all.slice(0, 1), find: (cid: string) => all[Number(cid)] }
}

describe('collectAncestors', () => {
  test('collects each delegation of a chain once, as far as the limit', () => {
    const { first, find } = chain(maxChainLength)
    expect(collectAncestors([...first, ...first], find)).toHaveLength(maxChainLength)
  })

  test('refuses a chain that goes on', () => {
    const { first, find } = chain(maxChainLength + 1)
    expect(() => collectAncestors(first, find)).toThrow('delegation-chain-traversal-limit-exceeded')
  })

  test('ends on a delegation that draws on itself', () => {
    const loop = bareDelegation('a', ['a'])
    expect(collectAncestors([loop], () => loop)).toEqual([loop])
  })
})
