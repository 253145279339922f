import { describe, expect, test } from 'vitest'
import * as z from 'zod/mini'
import { boundedString } from './fields.ts'
import { readConstraints } from './readConstraints.ts'

const unknown: readonly (readonly [string, z.ZodMiniType])[] = [
  ['a refinement', z.string().check(z.refine((text) => text !== 'x'))],
  ['a bound of a text in code points', z.string().check(z.maxLength(4))],
  ['a pattern with flags', z.string().check(z.regex(/x/i))],
  ['two patterns', z.string().check(z.regex(/x/), z.regex(/y/))],
  ['a format', z.email()],
  ['a change', z.string().check(z.trim())],
  ['coercion', z.coerce.string()],
  ['fractions', z.number()],
  ['whole numbers of 32 bits', z.int32()],
  ['an open bound', z.int().check(z.gt(1))],
  ['a step', z.int().check(z.multipleOf(2))],
  ['further members', z.object({})],
  ['any members', z.looseObject({})],
  ['members of a kind', z.catchall(z.object({}), z.string())],
  ['a refined object', z.strictObject({}).check(z.refine(() => true))],
  ['a refined list', z.array(z.string()).check(z.refine(() => true))],
  ['a default', z._default(z.string(), 'x')],
  ['a change of kind', z.pipe(z.string(), z.transform(Number))],
  ['anything', z.any()],
]

describe('readConstraints', () => {
  test('reads patterns, sizes and lengths', () => {
    const bounds = [
      z.string().check(z.regex(/^x$/)),
      boundedString(1, 9),
      z.int().check(z.gte(1), z.lte(9)),
      z.array(z.string()).check(z.minLength(1), z.maxLength(9)),
      z.strictObject({}),
    ].map((schema) => readConstraints(schema))
    expect(bounds).toEqual([{ pattern: /^x$/ }, { min: 1, max: 9 }, { min: 1, max: 9 }, { min: 1, max: 9 }, {}])
  })

  test.for(unknown)('refuses to lose %s', ([, schema]) => {
    expect(() => readConstraints(schema)).toThrow('cannot be compiled')
  })
})
