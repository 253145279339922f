import type { Check, Checked } from './check.ts'

/*
 * The kinds of check that schemas are compiled to, see `compileChecks`. Each accepts the values that the zod schema of
 * the same kind accepts: a missing member reads as `undefined`, and an unknown member counts even if it is inherited.
 * Unlike zod, they ignore members of `Object.prototype`, which belong to the page and not to the value.
 */

/** A string that matches a regular expression. */
export function pattern(regExp: RegExp): Check<string> {
  return (value): value is string => typeof value === 'string' && regExp.test(value)
}

/** A string whose length, in UTF-16 code units, is within bounds. */
export function string(min = 0, max = Number.POSITIVE_INFINITY): Check<string> {
  return (value): value is string => typeof value === 'string' && value.length >= min && value.length <= max
}

/** A safe integer within bounds. */
export function integer(min: number, max = Number.MAX_SAFE_INTEGER): Check<number> {
  return (value): value is number => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max
}

/** One of these values. */
export function oneOf<const Value extends string | number | boolean | null>(...values: readonly Value[]): Check<Value> {
  return (value): value is Value => values.some((one) => one === value)
}

/** An array whose length is within bounds. */
export function array<Item>(item: Check<Item>, min: number, max = Number.POSITIVE_INFINITY): Check<Item[]> {
  return (value): value is Item[] =>
    // A copy has no holes: what is missing is checked as `undefined`.
    Array.isArray(value) && value.length >= min && value.length <= max && Array.from(value).every(item)
}

export function optional<Value>(check: Check<Value>): Check<Value | undefined> {
  return (value): value is Value | undefined => value === undefined || check(value)
}

export function union<One, Other>(one: Check<One>, other: Check<Other>): Check<One | Other> {
  return (value): value is One | Other => one(value) || other(value)
}

type Members = Readonly<Record<string, Check>>

type Optional<Of extends Members> = {
  [Name in keyof Of]: undefined extends Checked<Of[Name]> ? Name : never
}[keyof Of]

type RecordOf<Of extends Members> = { [Name in Exclude<keyof Of, Optional<Of>>]: Checked<Of[Name]> } & {
  [Name in Optional<Of>]?: Checked<Of[Name]>
}

/** An object with these members and no others. */
export function record<Of extends Members>(members: Of): Check<RecordOf<Of>> {
  const fits = (value: unknown): value is RecordOf<Of> => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
    const isPlain = Object.getPrototypeOf(value) === Object.prototype
    const own = (isPlain ? { __proto__: null, ...value } : value) as Readonly<Record<string, unknown>>
    for (const name in own) if (!Object.hasOwn(members, name)) return false
    return Object.keys(members).every((name) => members[name]?.(own[name]))
  }
  return Object.assign(fits, { members })
}
