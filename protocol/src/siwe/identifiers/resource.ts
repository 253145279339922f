import { OpenKeyError } from '../../errors/openKeyError.ts'
import { formatSpaceId, matchSpaceId, type SpaceId } from './spaceId.ts'

/** The resource of a capability, inside a space: `<space>/<service>[/<path>][?<query>][#<fragment>]`. */
export type Resource = {
  readonly space: SpaceId
  /** Short name, for example `kv`. */
  readonly service: string
  /** Absent means the whole service; an empty path (`<space>/kv/`) is kept apart from an absent one. */
  readonly path?: string | undefined
  readonly query?: string | undefined
  readonly fragment?: string | undefined
}

/**
 * Writes a resource.
 * @throws {OpenKeyError} `invalid_params`, field `resource`, for a part that is not valid in its place: nothing is
 * percent-encoded silently, since the encoded path would name another thing to the node.
 */
export function formatResource({ space, service, path, query, fragment }: Omit<Resource, 'space'> & WithSpace): string {
  const text = [
    `${formatSpaceId(space)}/${service}`,
    path === undefined ? '' : `/${path}`,
    query === undefined ? '' : `?${query}`,
    fragment === undefined ? '' : `#${fragment}`,
  ].join('')
  const read = parseResource(text)
  if (
    read === undefined ||
    read.service !== service ||
    read.path !== path ||
    read.query !== query ||
    read.fragment !== fragment
  ) {
    throw new OpenKeyError('invalid_params', 'A part of the resource contains characters that a URI does not allow.', {
      details: { field: 'resource', received: text.slice(0, 256) },
    })
  }
  return text
}

type WithSpace = { readonly space: Omit<SpaceId, 'did'> }

/**
 * Reads a resource inside a space; the exact inverse of {@link formatResource}. @returns `undefined` for any other URI.
 */
export function parseResource(text: string): Resource | undefined {
  const split = splitResource(text)
  if (split === undefined) return undefined
  const { spaceId, ...parts } = split
  const space = matchSpaceId(spaceId)
  return space && { space, ...parts }
}

/** Splits a resource without verifying its space id, which would cost a hash. */
export function splitResource(text: string): (Omit<Resource, 'space'> & { readonly spaceId: string }) | undefined {
  const [, spaceId, service, path, query, fragment] = resourcePattern.exec(text) ?? []
  if (spaceId === undefined || service === undefined) return undefined
  return {
    spaceId,
    service,
    ...(path !== undefined && { path }),
    ...(query !== undefined && { query }),
    ...(fragment !== undefined && { fragment }),
  }
}

const pathCharacter = "(?:[A-Za-z0-9\\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})"
const tail = `(?:${pathCharacter}|[/?])*`
const resourcePattern = new RegExp(
  `^(tinycloud:${pathCharacter}+)/(${pathCharacter}+)(?:/((?:${pathCharacter}|/)*))?(?:\\?(${tail}))?(?:#(${tail}))?$`,
)
