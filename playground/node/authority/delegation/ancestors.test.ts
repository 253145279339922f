import { describe, expect, test } from 'vitest'
import { maxChainLength, maxHeldCapabilities } from '../../limits.ts'
import { bareDelegation } from '../../testing/bareDelegation.ts'
import { capabilitiesOf, collectAncestors, findParents } from './ancestors.ts'

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

  test('S21: finds each ancestor once, however many delegations name it', () => {
    const all = Array.from({ length: maxChainLength }, (_, index) =>
      bareDelegation(
        `${index}`,
        Array.from({ length: maxChainLength - index - 1 }, (_, later) => `${index + later + 1}`),
      ),
    )
    const found: string[] = []
    const find = (cid: string) => {
      found.push(cid)
      return all[Number(cid)]
    }
    expect(collectAncestors(all.slice(0, 1), find)).toHaveLength(maxChainLength)
    expect(found).toEqual(all.slice(1).map(({ cid }) => cid))
  })
})

describe('capabilitiesOf', () => {
  test('S21: rejects parents that hold more than 1,024 capabilities together', () => {
    const wide = (count: number) => ({
      ...bareDelegation('a', []),
      capabilities: Array.from({ length: count }, () => ({ resource: 'urn:a:b', ability: 'a/b', caveats: [{}] })),
    })
    expect(capabilitiesOf([wide(24), wide(maxHeldCapabilities - 24)])).toHaveLength(maxHeldCapabilities)
    expect(() => capabilitiesOf([wide(25), wide(maxHeldCapabilities - 24)])).toThrow('have too many capabilities')
  })
})
