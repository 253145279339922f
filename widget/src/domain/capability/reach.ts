import { type Capability, parseResource } from '@openkey/protocol/siwe'

/** The part of a space that something reaches: one service or all of them, and there everything below a path. */
export type Reach = {
  /** Absent in a table row that holds for every space. */
  readonly space?: string | undefined
  /** Short name, for example `kv`. Absent for all services of the space. */
  readonly service?: string | undefined
  /** Segments of the path, none for the whole service. */
  readonly path?: readonly string[] | undefined
}

/**
 * What a capability reaches in a space, at the widest that a node could read it: letters in any case, `%76` like `v`,
 * empty segments and `.` like none, and from the first `..` or `*` on everything above. Hosting and notifications
 * reach every service.
 * @returns `undefined` for what lies in no space
 */
export function reachOf(capability: Capability): Reach | undefined {
  // A query or a fragment may narrow what is reached, but says nothing that could be relied on.
  const { space, service, path = '' } = capability.space ? capability : (parseResource(capability.resource) ?? {})
  if (space === undefined || service === undefined) return undefined
  const reachesAll = service === 'space' || service === 'hooks'
  return { space: plain(space.name), ...(!reachesAll && { service: plain(service) }), path: segmentsOf(path) }
}

/** The same by the letter. @returns `undefined` where a node could read the path in more than one way */
export function exactReachOf({ space, service, path = '' }: Capability): Reach | undefined {
  if (space === undefined || service === undefined) return undefined
  const segments = path === '' ? [] : path.replace(/\/$/, '').split('/')
  if (segments.join('/') !== segmentsOf(path).join('/')) return undefined
  return { space: space.name, service, path: segments }
}

/** Whether everything that `inner` reaches is within `outer`; a row for every space is taken as that of the other's. */
export function contains(outer: Reach, inner: Reach): boolean {
  return (
    (outer.space === undefined || inner.space === undefined || outer.space === inner.space) &&
    (outer.service === undefined || outer.service === inner.service) &&
    startsWith(inner.path ?? [], outer.path ?? [])
  )
}

/** Whether there is anything that both reach. */
export function overlaps(a: Reach, b: Reach): boolean {
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
