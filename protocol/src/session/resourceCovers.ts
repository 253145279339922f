import { splitResource } from '../siwe/resource.ts'
import { matchSpaceId } from '../siwe/spaceId.ts'

/**
 * Whether a capability on `parent` reaches `child`: the same text, or the same space, service, query and fragment and
 * a path below. Networks and other URNs have nothing below them.
 */
export function resourceCovers(parent: string, child: string): boolean {
  if (parent === child) return true
  const [held, wanted] = [splitResource(parent), splitResource(child)]
  if (held === undefined || wanted === undefined) return false
  const isSameService =
    held.spaceId === wanted.spaceId &&
    held.service === wanted.service &&
    held.query === wanted.query &&
    held.fragment === wanted.fragment
  // A space id has one spelling, so equal strings are equal spaces. The hash that proves a valid space id is computed last,
  // because a node compares every capability of a request with every one of a delegation.
  return isSameService && pathCovers(held.path, wanted.path) && matchSpaceId(held.spaceId) !== undefined
}

/**
 * A parent without path covers its whole service. Any other covers itself and what follows a slash: `a` covers `a/b`
 * and not `ab`; `a/` covers `a/b` and not `a`.
 */
function pathCovers(parent: string | undefined, child: string | undefined): boolean {
  if (parent === undefined) return true
  if (child === undefined || !child.startsWith(parent)) return false
  return parent.endsWith('/') || child.length === parent.length || child.charAt(parent.length) === '/'
}
