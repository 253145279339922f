import { type Capability, parseResource } from '@openkey/protocol/siwe'

/** The part of a space that a capability reaches: one service or all of them, and in it everything below a path. */
export type Scope = {
  /** Absent in a table row that holds for every space. */
  readonly space?: string | undefined
  /** Short name, for example `kv`. Absent for all services of the space. */
  readonly service?: string | undefined
  /** Segments of the path. Empty for the whole service. */
  readonly path?: readonly string[] | undefined
}

/**
 * Returns what a capability reaches in a space, in the widest way that a node could read it: any letter case, `%76` as
 * `v`, empty segments and `.` ignored, and from the first `..` or `*` on everything above. Hosting and notifications
 * reach every service.
 * @returns `undefined` for a resource outside any space
 */
export function scopeOf(capability: Capability): Scope | undefined {
  // The whole of an orbit reaches what the same name holds in spaces.
  if (capability.orbit !== undefined) return { space: plain(capability.orbit.name), path: [] }
  // A query or a fragment may narrow the reach, but not reliably.
  const { space, service, path = '' } = capability.space ? capability : (parseResource(capability.resource) ?? {})
  if (space === undefined || service === undefined) return undefined
  const coversAll = service === 'space' || service === 'hooks'
  return { space: plain(space.name), ...(!coversAll && { service: plain(service) }), path: segmentsOf(path) }
}

/**
 * Like {@link scopeOf}, but reads the path literally. @returns `undefined` if a node could read the path in more than
 * one way
 */
export function exactScopeOf({ space, service, path = '' }: Capability): Scope | undefined {
  if (space === undefined || service === undefined) return undefined
  const segments = path === '' ? [] : path.replace(/\/$/, '').split('/')
  if (segments.join('/') !== segmentsOf(path).join('/')) return undefined
  return { space: space.name, service, path: segments }
}

/** Returns whether `outer` contains everything that `inner` reaches. A row without a space matches every space. */
export function contains(outer: Scope, inner: Scope): boolean {
  return (
    (outer.space === undefined || inner.space === undefined || outer.space === inner.space) &&
    (outer.service === undefined || outer.service === inner.service) &&
    startsWith(inner.path ?? [], outer.path ?? [])
  )
}

/** Returns whether both reach something in common. */
export function overlaps(a: Scope, b: Scope): boolean {
  const [pathA, pathB] = [a.path ?? [], b.path ?? []]
  return (
    (a.space === undefined || b.space === undefined || a.space === b.space) &&
    (a.service === undefined || b.service === undefined || a.service === b.service) &&
    (startsWith(pathA, pathB) || startsWith(pathB, pathA))
  )
}

function segmentsOf(path: string): readonly string[] {
  const segments = plain(path)
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
  if (segments.includes('..')) return []
  const wildcard = segments.findIndex((segment) => segment.includes('*'))
  return wildcard === -1 ? segments : segments.slice(0, wildcard)
}

function plain(text: string): string {
  return text
    .replace(/%([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .toLowerCase()
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((segment, index) => path[index] === segment)
}
