import fc from 'fast-check'
import type * as z from 'zod/v4/core'
import { readConstraints } from '../checks/readConstraints.ts'

/**
 * Values that a schema accepts, of every shape it has.
 * @param beyond how far sizes and lengths may lie beyond its bounds
 */
export function arbitraryValue(schema: z.$ZodType, beyond = 0): fc.Arbitrary<unknown> {
  const { def } = (schema as z.$ZodTypes)._zod
  const bounds = readConstraints(schema)
  const { pattern } = bounds
  const min = bounds.min === undefined ? undefined : bounds.min - beyond
  const max = bounds.max === undefined ? undefined : bounds.max + beyond
  const within = (part: z.$ZodType) => arbitraryValue(part, beyond)
  switch (def.type) {
    case 'string':
      if (pattern !== undefined) return fc.stringMatching(pattern)
      return fc.oneof(fc.string({ minLength: floor(min), maxLength: Math.min(max ?? 64, 64) }), atLength(min, max))
    case 'number':
      return fc.integer({ min: min ?? Number.MIN_SAFE_INTEGER, max: max ?? Number.MAX_SAFE_INTEGER })
    case 'literal':
      return fc.constantFrom(...def.values)
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries))
    case 'array':
      return fc.array(within(def.element), { minLength: floor(min), maxLength: max ?? 8, size: 'max' })
    case 'optional':
      return fc.option(within(def.innerType), { nil: undefined, freq: 3 })
    case 'union':
      return fc.oneof(...def.options.map(within))
    case 'object': {
      const members = Object.entries(def.shape).map(([name, member]) => [name, within(member)] as const)
      const requiredKeys = Object.keys(def.shape).filter((name) => def.shape[name]?._zod.def.type !== 'optional')
      return fc.record(Object.fromEntries(members), { requiredKeys, noNullPrototype: true })
    }
    default:
      throw new Error(`There are no values of the kind ${def.type}.`)
  }
}

function floor(length = 0): number {
  return Math.max(length, 0)
}

/** The longest and the shortest text, also of characters of two units: lengths are counted in units. */
function atLength(min: number | undefined, max = 64): fc.Arbitrary<string> {
  return fc.constantFrom('x'.repeat(floor(min)), 'x'.repeat(max), '😀'.repeat(Math.floor(max / 2)))
}
