import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type * as z from 'zod/mini'
import { hostChecks } from '../generated/hostChecks.ts'
import { widgetChecks } from '../generated/widgetChecks.ts'
import { arbitraryDamage } from '../testing/arbitraryDamage.ts'
import { arbitraryValue } from '../testing/arbitraryValue.ts'
import type { Check } from './check.ts'
import { wireChecks } from './wireChecks.ts'

type Pair = { readonly name: string; readonly schema: z.ZodMiniType; readonly check: Check }

const compiled: Readonly<Record<string, unknown>> = { hostChecks, widgetChecks }

/** Pairs of a schema and the check compiled from it. */
const pairs: readonly Pair[] = wireChecks.flatMap(({ name, table }) => pair(name, table, compiled[name]))

function pair(name: string, schemas: object, checks: unknown): readonly Pair[] {
  if ('_zod' in schemas) return [{ name, schema: schemas as z.ZodMiniType, check: checks as Check }]
  return Object.entries(schemas).flatMap(([key, schema]) =>
    pair(`${name}.${key}`, schema, Reflect.get(Object(checks), key)),
  )
}

/** Zod throws over a few of the values it does not accept, for example a `length` that cannot be compared. */
function accepts(schema: z.ZodMiniType, value: unknown): boolean {
  try {
    return schema.safeParse(value).success
  } catch {
    return false
  }
}

/** 100,000 values over all checks. */
const runs = Math.ceil(100_000 / pairs.length)

describe('wireChecks', () => {
  test('are compiled for every schema', () => {
    expect(pairs.map(({ check }) => typeof check)).toEqual(pairs.map(() => 'function'))
    expect(pairs.length).toBe(26)
  })

  describe.each(pairs)('$name', ({ schema, check }) => {
    /** Returns whether both accept it. */
    const agree = (value: unknown): boolean => {
      const isAccepted = accepts(schema, value)
      if (check(value) !== isAccepted) expect({ value, isAccepted: !isAccepted }).toEqual({ value, isAccepted })
      return isAccepted
    }

    test('accepts what its schema accepts', () => {
      fc.assert(fc.property(arbitraryValue(schema), agree), { numRuns: Math.ceil(runs * 0.2) })
    })

    test('ends at the bounds of its schema', () => {
      const numRuns = Math.ceil(runs * 0.2)
      fc.assert(
        fc.property(arbitraryValue(schema, 1), (value) => void agree(value)),
        { numRuns },
      )
    })

    test('refuses what its schema refuses', () => {
      let refused = 0
      const damaged = fc.tuple(arbitraryValue(schema), fc.array(arbitraryDamage, { minLength: 1, maxLength: 2 }))
      fc.assert(
        fc.property(damaged, ([value, damages]) => {
          if (!agree(damages.reduce<unknown>((broken, damage) => damage(broken), value))) refused += 1
        }),
        { numRuns: Math.ceil(runs * 0.6) },
      )
      expect(refused).toBeGreaterThan(runs / 3)
    })
  })
})
