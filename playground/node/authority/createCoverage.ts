import { isDeepStrictEqual } from 'node:util'
import { indexCapabilities } from '@openkey/protocol/session'
import type { Capability, Caveat, JsonValue } from '@openkey/protocol/siwe'
import { NodeError, type NodeErrorCode } from '../errors/nodeError.ts'
import { maxCaveatComparisons } from '../limits.ts'

/** Codes to throw for a capability that is not covered, and for caveats that are not contained. */
type CoverageErrors = { readonly uncovered: NodeErrorCode; readonly caveats: NodeErrorCode; readonly detail: string }

/** @throws {NodeError} unless a held capability covers the wanted one */
export type CheckCovered = (wanted: Capability, errors: CoverageErrors) => void

/**
 * Creates the check that one of the held capabilities covers a wanted one: the resource by path; the ability by name,
 * alias or implication; and the caveats. The check serves one request: it compares a limited number of caveats in all.
 */
export function createCoverage(held: readonly Capability[]): CheckCovered {
  const index = indexCapabilities(held)
  let comparisons = 0
  return (wanted, errors) => {
    const covering = index.covering(wanted)
    if (covering.length === 0) throw new NodeError(errors.uncovered, errors.detail)
    const isContained = covering.some(({ caveats }) => {
      comparisons += countValues(caveats) * countValues(wanted.caveats)
      if (comparisons > maxCaveatComparisons) throw new NodeError('caveats_too_many')
      return caveatsContained(caveats, wanted.caveats)
    })
    if (!isContained) throw new NodeError(errors.caveats, errors.detail)
  }
}

/** Returns the number of JSON values in caveats, at least 1. */
function countValues(value: JsonValue): number {
  if (value === null || typeof value !== 'object') return 1
  return Object.values(value).reduce((sum: number, member: JsonValue) => sum + countValues(member), 1)
}

/**
 * Returns whether a child is at least as restricted as its parent. The caveats in a list are alternatives: each caveat
 * of the child must repeat every member of one of the parent's, and may add more. A child may omit some of the
 * `statements` and bind more parameters.
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
