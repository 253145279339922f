import { isDeepStrictEqual } from 'node:util'
import type { Caveat, JsonValue } from '@openkey/protocol/siwe'

/**
 * Whether a child is at least as limited as its parent. The caveats of a list are alternatives: each of the child's must
 * repeat every member of one of the parent's, and may add more. Of `statements`, the only ones that may run, it may leave
 * some out and bind further parameters.
 */
export function caveatsContained(parent: readonly Caveat[], child: readonly Caveat[]): boolean {
  return child.length > 0 && child.every((limits) => parent.some((wider) => repeats(limits, wider)))
}

function repeats(limits: Caveat, wider: Caveat): boolean {
  return Object.entries(wider).every(([name, value]) => {
    const own = Object.hasOwn(limits, name) ? limits[name] : undefined
    if (own === undefined) return false
    return isDeepStrictEqual(own, value) || (name === 'statements' && narrows(own, value))
  })
}

function narrows(own: JsonValue, wider: JsonValue): boolean {
  if (!Array.isArray(own) || !Array.isArray(wider)) return false
  return own.every((statement) => wider.some((allowed) => isOneOf(statement, allowed)))
}

/** The same statement, which binds at least the same parameters. */
function isOneOf(statement: JsonValue, allowed: JsonValue): boolean {
  if (!isObject(statement) || !isObject(allowed)) return false
  const { fixedParams: own = [], ...rest } = statement
  const { fixedParams: bound = [], ...allowedRest } = allowed
  if (!Array.isArray(own) || !Array.isArray(bound) || !isDeepStrictEqual(rest, allowedRest)) return false
  return bound.every((param) => own.some((other) => isDeepStrictEqual(other, param)))
}

function isObject(value: JsonValue): value is { readonly [name: string]: JsonValue } {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
