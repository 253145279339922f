import type * as z from 'zod/v4/core'

/** Constraints of a schema beyond its kind: the range of a number, the length of a string or an array. */
export type Constraints = {
  readonly pattern?: RegExp | undefined
  readonly min?: number | undefined
  readonly max?: number | undefined
}

/**
 * Everything that a definition may contain in addition to its kind. Formats, coercion and defaults have no counterpart
 * in a check.
 */
const understood: Readonly<Record<string, readonly string[]>> = {
  string: ['checks'],
  number: ['checks', 'check', 'abort', 'format'],
  literal: ['values'],
  enum: ['entries'],
  array: ['checks', 'element'],
  optional: ['innerType'],
  union: ['options', 'inclusive'],
  object: ['shape', 'catchall'],
}

/**
 * Reads the bounds out of a schema.
 * @throws {Error} for any further demand, above all refinements: what is not understood must not get lost
 */
export function readConstraints(schema: z.$ZodType): Constraints {
  const { def } = (schema as z.$ZodTypes)._zod
  if (understood[def.type] === undefined) refuse(def.type, 'any demand')
  for (const key of Object.keys(def)) {
    if (key !== 'type' && !understood[def.type]?.includes(key)) refuse(def.type, key)
  }
  if (def.type === 'number' && !('format' in def && def.format === 'safeint')) refuse('number', 'fractions')
  if (def.type === 'object' && def.catchall?._zod.def.type !== 'never') refuse('object', 'further members')
  const demands = ((def.checks ?? []) as z.$ZodChecks[]).map((check) => readConstraint(check._zod.def, def.type))
  const bounds = Object.assign({}, ...demands)
  if (Object.keys(bounds).length < demands.flatMap(Object.keys).length) refuse(def.type, 'two bounds of one kind')
  return bounds
}

function readConstraint(demand: z.$ZodChecks['_zod']['def'], kind: string): Constraints {
  if (kind === 'string' && demand.check === 'string_format' && demand.format === 'regex' && demand.pattern) {
    const { pattern } = demand
    if (pattern.flags !== '') return refuse(kind, `flags ${pattern.flags}`)
    // A pattern that only counts is a length.
    const [, min, max] = /^\^\[\^\]\{(\d+),(\d+)\}\$$/.exec(pattern.source) ?? []
    return min === undefined ? { pattern } : { min: Number(min), max: Number(max) }
  }
  if (kind === 'number' && demand.check === 'greater_than' && demand.inclusive) return { min: Number(demand.value) }
  if (kind === 'number' && demand.check === 'less_than' && demand.inclusive) return { max: Number(demand.value) }
  if (kind === 'array' && demand.check === 'min_length') return { min: demand.minimum }
  if (kind === 'array' && demand.check === 'max_length') return { max: demand.maximum }
  return refuse(kind, demand.check)
}

function refuse(kind: string, demand: string): never {
  throw new Error(`A schema of the kind ${kind} with ${demand} cannot be compiled.`)
}
