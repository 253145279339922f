import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isChecksumAddress } from '../siwe/identifiers/address.ts'
import { relativeCost } from '../testing/relativeCost.ts'
import { testVector } from '../testing/testVector.ts'
import { abilityCovers, capabilityCovers, resourceCovers } from './capabilityCovers.ts'

const space = testVector.spaceId
const path = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.'), maxLength: 8 })

describe('abilityCovers', () => {
  test.each([
    ['tinycloud.kv/get', 'tinycloud.kv/get'],
    ['tinycloud.kv/del', 'tinycloud.kv/delete'],
    ['tinycloud.kv/delete', 'tinycloud.kv/del'],
    ['tinycloud.sql/read', 'tinycloud.sql/select'],
    ['tinycloud.sql/select', 'tinycloud.sql/read'],
    ['tinycloud.sql/admin', 'tinycloud.sql/schema'],
    ['tinycloud.sql/*', 'tinycloud.sql/write'],
    ['tinycloud.sql/*', 'tinycloud.sql/select'],
    ['tinycloud.sql/*', 'tinycloud.sql/*'],
    ['tinycloud.duckdb/*', 'tinycloud.duckdb/import'],
    ['tinycloud.duckdb/read', 'tinycloud.duckdb/select'],
  ])('%s covers %s', (parent, child) => {
    expect(abilityCovers(parent, child)).toBe(true)
  })

  test.each([
    ['tinycloud.kv/get', 'tinycloud.kv/put'],
    ['tinycloud.kv/get', 'tinycloud.kv/metadata'],
    ['tinycloud.kv/*', 'tinycloud.kv/get'],
    ['tinycloud.sql/schema', 'tinycloud.sql/admin'],
    ['tinycloud.sql/admin', 'tinycloud.sql/write'],
    ['tinycloud.sql/admin', 'tinycloud.sql/*'],
    ['tinycloud.sql/write', 'tinycloud.sql/read'],
    ['tinycloud.duckdb/admin', 'tinycloud.duckdb/schema'],
    ['tinycloud.sql/*', 'tinycloud.duckdb/read'],
    ['tinycloud.sql/*', 'tinycloud.sqlite/read'],
    ['tinycloud.sql/read', 'sql/read'],
    ['*/*', 'tinycloud.kv/get'],
  ])('%s does not cover %s', (parent, child) => {
    expect(abilityCovers(parent, child)).toBe(false)
  })
})

describe('resourceCovers', () => {
  test.each([
    ['the whole service', 'kv', 'kv/a/b'],
    ['the whole service, empty path', 'kv', 'kv/'],
    ['itself', 'kv/a', 'kv/a'],
    ['what is below', 'kv/a', 'kv/a/b'],
    ['what is below a folder', 'kv/a/', 'kv/a/b'],
    ['its own folder', 'kv/a/', 'kv/a/'],
    ['the same query', 'kv/a?x', 'kv/a/b?x'],
  ])('covers %s', (_, parent, child) => {
    expect(resourceCovers(`${space}/${parent}`, `${space}/${child}`)).toBe(true)
  })

  test.each([
    ['a longer name', 'kv/a', 'kv/ab'],
    ['the name of a folder', 'kv/a/', 'kv/a'],
    ['a parent folder', 'kv/a/b', 'kv/a'],
    ['the whole service', 'kv/', 'kv'],
    ['all, by an empty path', 'kv/', 'kv/a'],
    ['another service', 'kv', 'sql'],
    ['a service with a longer name', 'kv', 'kvx/a'],
    ['another query', 'kv/a?x', 'kv/a?y'],
    ['a query', 'kv/a', 'kv/a/b?x'],
    ['another fragment', 'kv/a#x', 'kv/a/b#y'],
  ])('does not cover %s', (_, parent, child) => {
    expect(resourceCovers(`${space}/${parent}`, `${space}/${child}`)).toBe(false)
  })

  test.each([
    ['another space of the owner', `${space.replace(':account', ':accounts')}/kv/a`],
    ['the space on another chain', `${space.replace(':1:', ':10:')}/kv/a`],
    ['an address in another case', `${space.toLowerCase()}/kv/a`],
    ['a URN', 'urn:cid:bafkr4i'],
  ])('does not cover %s', (_, child) => {
    expect(resourceCovers(`${space}/kv`, child)).toBe(false)
  })

  test('does not cover anything in a space whose address is in another case', () => {
    expect(resourceCovers(`${space.toLowerCase()}/kv`, `${space.toLowerCase()}/kv/a`)).toBe(false)
  })

  test('R5: hashes no address to tell two paths apart', () => {
    const comparing = relativeCost(testVector.address, () => resourceCovers(`${space}/kv/a`, `${space}/kv/b`))
    let address = 0
    const checking = relativeCost(testVector.address, () => isChecksumAddress(`0x${`${address++}`.padStart(40, 'a')}`))
    for (let round = 0; round < 2000; round++) {
      comparing.sample()
      checking.sample()
    }
    expect(comparing.cost()).toBeLessThan(checking.cost())
  })

  test('covers a network by its own id only', () => {
    const network = 'urn:tinycloud:encryption:did:pkh:eip155:1:0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A:default'
    expect([resourceCovers(network, network), resourceCovers(network, `${network}/a`)]).toStrictEqual([true, false])
  })

  test('never lets a path escape from its folder', () => {
    fc.assert(
      fc.property(path, path, (parent, child) => {
        const covers = resourceCovers(`${space}/kv/${parent}`, `${space}/kv/${child}`)
        const folder = parent.endsWith('/') ? parent : `${parent}/`
        expect(covers).toBe(child === parent || child.startsWith(folder))
      }),
      { numRuns: 1000 },
    )
  })

  test('is transitive', () => {
    fc.assert(
      fc.property(path, path, path, (a, b, c) => {
        const [top, middle, bottom] = [`${space}/kv/${a}`, `${space}/kv/${a}${b}`, `${space}/kv/${a}${b}${c}`]
        const isChain = resourceCovers(top, middle) && resourceCovers(middle, bottom)
        expect(!isChain || resourceCovers(top, bottom)).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })
})

describe('capabilityCovers', () => {
  const parent = { resource: `${space}/kv/a/`, ability: 'tinycloud.kv/del' }

  test('requires both resource and ability', () => {
    const within = `${space}/kv/a/b`
    expect(capabilityCovers(parent, { resource: within, ability: 'tinycloud.kv/delete' })).toBe(true)
    expect(capabilityCovers(parent, { resource: within, ability: 'tinycloud.kv/get' })).toBe(false)
    expect(capabilityCovers(parent, { resource: `${space}/kv/b`, ability: 'tinycloud.kv/del' })).toBe(false)
  })
})
