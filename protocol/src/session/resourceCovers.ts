import { parseResource } from '../siwe/resource.ts'

/**
 * Whether a capability on `parent` reaches `child`: the same text, or the same space, service, query and fragment and
 * a path below. Networks and other URNs have nothing below them.
 */
export function resourceCovers(parent: string, child: string): boolean {
  if (parent === child) return true
  const [held, wanted] = [parseResource(parent), parseResource(child)]
  if (held === undefined || wanted === undefined) return false
  const isSameService =
    held.space.did === wanted.space.did &&
    held.space.name === wanted.space.name &&
    held.service === wanted.service &&
    held.query === wanted.query &&
    held.fragment === wanted.fragment
  return isSameService && pathCovers(held.path, wanted.path)
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
