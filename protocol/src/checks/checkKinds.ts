import type { Check, Checked } from './check.ts'

/*
 * The kinds of check that schemas are compiled to, see `compileChecks`. Each means what the schema of the same kind
 * means to zod, for any value whatever: missing members read as `undefined`, unknown ones count when inherited too.
 * Other than zod, they ignore members of `Object.prototype`, which belong to the page and not to the value.
 */

/** Text that matches. */
export function matching(pattern: RegExp): Check<string> {
  return (value): value is string => typeof value === 'string' && pattern.test(value)
}

/** Text of a number of UTF-16 units. */
export function text(least = 0, most = Number.POSITIVE_INFINITY): Check<string> {
  return (value): value is string => typeof value === 'string' && value.length >= least && value.length <= most
}

/** Whole number that is exact. */
export function whole(least: number, most = Number.MAX_SAFE_INTEGER): Check<number> {
  return (value): value is number => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most
}

/** One of these values. */
export function oneOf<const Value extends string | number | boolean | null>(...values: readonly Value[]): Check<Value> {
  return (value): value is Value => values.some((one) => one === value)
}

/** A number of items. */
export function list<Item>(item: Check<Item>, least: number, most = Number.POSITIVE_INFINITY): Check<Item[]> {
  return (value): value is Item[] =>
    // A copy has no holes: what is missing is checked as `undefined`.
    Array.isArray(value) && value.length >= least && value.length <= most && Array.from(value).every(item)
}

export function optional<Value>(check: Check<Value>): Check<Value | undefined> {
  return (value): value is Value | undefined => value === undefined || check(value)
}

export function either<One, Other>(one: Check<One>, other: Check<Other>): Check<One | Other> {
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
    const own = isPlain ? { __proto__: null, ...value } : value
    for (const name in own) if (!Object.hasOwn(members, name)) return false
    return Object.keys(members).every((name) => members[name]?.(Reflect.get(own, name)))
  }
  return Object.assign(fits, { members })
}
