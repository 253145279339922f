import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testVector } from '../testing/testVector.ts'
import { capabilityCovers } from './capabilityCovers.ts'
import { indexCapabilities } from './capabilityIndex.ts'

const { spaceId } = testVector
const resource = fc
  .tuple(
    fc.constantFrom(spaceId, spaceId.toLowerCase(), 'tinycloud:other', 'urn:a:b'),
    fc.constantFrom('kv', 'sql'),
    fc.option(fc.string({ unit: fc.constantFrom('a', 'b', '/'), maxLength: 5 })),
    fc.constantFrom('', '', '', '?q', '#f'),
  )
  .map(([space, service, path, rest]) => `${space}/${service}${path === null ? '' : `/${path}`}${rest}`)
const ability = fc.constantFrom(
  ...['kv/get', 'kv/del', 'kv/delete', 'sql/read', 'sql/select', 'sql/*', 'sql/admin', 'sql/schema', 'duckdb/*'].map(
    (name) => `tinycloud.${name}`,
  ),
)
const capability = fc.record({ resource, ability })

describe('indexCapabilities', () => {
  test('finds exactly what capabilityCovers finds', () => {
    fc.assert(
      fc.property(fc.array(capability, { maxLength: 12 }), capability, (held, wanted) => {
        const found = indexCapabilities(held).covering(wanted)
        expect(new Set(found)).toEqual(new Set(held.filter((one) => capabilityCovers(one, wanted))))
        expect(found).toHaveLength(new Set(found).size)
      }),
      { numRuns: 1_000 },
    )
  })
})
