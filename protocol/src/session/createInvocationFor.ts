import type { AuthorizationHeader } from './authorization.ts'
import { createInvocation, type InvocationOptions } from './createInvocation.ts'
import type { Session } from './session.ts'

/** One operation as a client thinks of it. */
export type Operation = {
  /** @default the session's primary space */
  readonly spaceId?: string | undefined
  /** Short name, for example `kv`. */
  readonly service: string
  /** Characters that cannot stand in a URI path are percent-encoded by the caller. */
  readonly path: string
  /** Full name, for example `tinycloud.kv/get`. */
  readonly ability: string
}

/**
 * {@link createInvocation} for one operation. The resource always has a path segment, even an empty one; an encryption
 * network is its own resource.
 * @throws {OpenKeyError} `invalid_params` with the `field` at fault
 */
export function createInvocationFor(
  session: Session,
  { spaceId = session.spaceId, service, path, ability }: Operation,
  options: InvocationOptions,
): AuthorizationHeader {
  const isNetwork = service === 'encryption' && path.startsWith('urn:tinycloud:encryption:')
  const resource = isNetwork ? path : `${spaceId}/${service}/${path}`
  return createInvocation(session, [{ resource, ability }], options)
}
