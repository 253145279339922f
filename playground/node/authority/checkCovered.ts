import { isDeepStrictEqual } from 'node:util'
import { capabilityCovers } from '@openkey/protocol/session'
import type { Capability, Caveat, JsonValue } from '@openkey/protocol/siwe'
import { NodeError, type NodeErrorCode } from '../errors/nodeError.ts'

/**
 * Requires that one of the held capabilities covers the wanted one: the resource by path; the ability by name, alias or
 * implication; and the caveats.
 * @param errors codes to throw for a capability that is not covered, and for caveats that are not contained
 * @throws {NodeError}
 */
export function checkCovered(
  held: readonly Capability[],
  wanted: Capability,
  errors: { readonly uncovered: NodeErrorCode; readonly caveats: NodeErrorCode; readonly detail: string },
): void {
  const covering = held.filter((capability) => capabilityCovers(capability, wanted))
  if (covering.length === 0) throw new NodeError(errors.uncovered, errors.detail)
  if (covering.some((capability) => caveatsContained(capability.caveats, wanted.caveats))) return
  throw new NodeError(errors.caveats, errors.detail)
}

/**
 * Returns whether a child is at least as restricted as its parent. The caveats in a list are alternatives: each caveat of
 * the child must repeat every member of one of the parent's, and may add more. A child may omit some of the `statements`
 * and bind more parameters.
 */
function caveatsContained(parent: readonly Caveat[], child: readonly Caveat[]): boolean {
  return child.length > 0 && child.every((narrow) => parent.some((wide) => repeats(narrow, wide)))
}

function repeats(narrow: Caveat, wide: Caveat): boolean {
  return Object.entries(wide).every(([name, value]) => {
    const own = Object.hasOwn(narrow, name) ? narrow[name] : undefined
    if (own === undefined) return false
    return isDeepStrictEqual(own, value) || (name === 'statements' && containsStatements(value, own))
  })
}

function containsStatements(parent: JsonValue, child: JsonValue): boolean {
  if (!Array.isArray(child) || !Array.isArray(parent)) return false
  return child.every((statement) => parent.some((allowed) => isSameStatement(statement, allowed)))
}

/** Returns whether both are the same statement, and the child binds at least the parent's parameters. */
function isSameStatement(statement: JsonValue, allowed: JsonValue): boolean {
  if (!isObject(statement) || !isObject(allowed)) return false
  const { fixedParams: own = [], ...rest } = statement
  const { fixedParams: bound = [], ...allowedRest } = allowed
  if (!Array.isArray(own) || !Array.isArray(bound) || !isDeepStrictEqual(rest, allowedRest)) return false
  return bound.every((param) => own.some((other) => isDeepStrictEqual(other, param)))
}

function isObject(value: JsonValue): value is { readonly [name: string]: JsonValue } {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
