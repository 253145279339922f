import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { arbitraryRecap } from '../../testing/arbitraryRecap.ts'
import { listCapabilities } from './capability.ts'
import { decodeRecap } from './decodeRecap.ts'
import { encodeRecap } from './encodeRecap.ts'
import { isRequired, narrowRecap } from './narrowRecap.ts'
import type { Recap } from './recap.ts'

const space = 'tinycloud:pkh:eip155:1:0x19E7E376E7C213B7E7e7e46cc70A5dD086DAff2A:default'
const read = { resource: `${space}/kv`, ability: 'tinycloud.kv/get' }
const write = { resource: `${space}/kv`, ability: 'tinycloud.kv/put' }
const look = { resource: `${space}/capabilities`, ability: 'tinycloud.capabilities/read' }
const recap: Recap = {
  att: {
    [`${space}/kv`]: { 'tinycloud.kv/get': [{ until: 'noon' }], 'tinycloud.kv/put': [{}] },
    [`${space}/capabilities`]: { 'tinycloud.capabilities/read': [{}] },
  },
  prf: [],
}

const grantsOf = (granted: Recap) =>
  listCapabilities(granted).map(({ resource, ability, caveats }) => JSON.stringify([resource, ability, caveats]))

describe('narrowRecap', () => {
  test('removes a capability, and keeps the caveats of the others', () => {
    expect(narrowRecap(recap, [write])).toEqual({
      att: {
        [`${space}/kv`]: { 'tinycloud.kv/get': [{ until: 'noon' }] },
        [`${space}/capabilities`]: { 'tinycloud.capabilities/read': [{}] },
      },
      prf: [],
    })
  })

  test('removes nothing, and the same capability only once', () => {
    expect(narrowRecap(recap, [])).toEqual(recap)
    expect(narrowRecap(recap, [write, write])).toEqual(narrowRecap(recap, [write]))
  })

  test.each([
    ['a capability that is required', [look], 'tinycloud.capabilities/read'],
    ['another ability', [{ ...read, ability: 'tinycloud.kv/del' }], 'tinycloud.kv/del'],
    ['another resource', [{ ...read, resource: `${space}/sql` }], 'tinycloud.kv/get'],
    ['everything that is not required', [read, write], 'removed'],
  ])('rejects removing %s', (_, removed, field) => {
    expect(() => narrowRecap(recap, removed)).toThrow(
      expect.objectContaining({ code: 'invalid_params', details: { field } }),
    )
  })

  test('S3: grants exactly what was not removed, never more, and can be encoded', () => {
    const canonical = arbitraryRecap.map((recap) => decodeRecap(encodeRecap(recap)))
    const cases = canonical.chain((wide) => {
      const removable = listCapabilities(wide).filter((capability) => !isRequired(capability))
      return fc.record({
        wide: fc.constant(wide),
        removed: fc.subarray(removable, { maxLength: Math.max(0, removable.length - 1) }),
      })
    })
    fc.assert(
      fc.property(
        cases.filter(({ wide }) => !listCapabilities(wide).every(isRequired)),
        ({ wide, removed }) => {
          const narrowed = decodeRecap(encodeRecap(narrowRecap(wide, removed)))
          const gone = removed.map(({ resource, ability }) => JSON.stringify([resource, ability]).slice(0, -1))
          const expected = grantsOf(wide).filter((grant) => !gone.some((prefix) => grant.startsWith(`${prefix},`)))
          expect(grantsOf(narrowed)).toEqual(expected)
          expect(narrowed.prf).toEqual(wide.prf)
        },
      ),
    )
  })
})
