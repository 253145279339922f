import type { Capability } from '@openkey/protocol/siwe'
import type { Invocation } from '../authority/invocation/authenticateInvocation.ts'
import type { AuthorizedInvocation } from '../authority/invocation/authorizeInvocation.ts'
import { NodeError } from '../errors/nodeError.ts'
import type { StagedValue } from '../storage/staging.ts'

/** A request to `/invoke` with an authenticated invocation. Its capabilities are not verified yet. */
export type AuthenticatedRequest = {
  readonly invocation: Invocation
  readonly headers: Headers
  /**
   * Reads the whole body.
   * @param maxBytes limit in bytes, if it is lower than the node's own limit
   * @throws {NodeError} `body_too_large`
   */
  readBody(maxBytes?: number): Promise<Uint8Array>
  /** Receives the whole body as a value to store. @throws {NodeError} `body_too_large`, `memory_exhausted` */
  receiveValue(): Promise<StagedValue>
}

/** Performs a prepared request once its invocation is authorized. */
export type Execute = (authority: AuthorizedInvocation) => Response | Promise<Response>

/** Serves one kind of resource. */
export type Service = {
  /** Name in the `features` of `/info`. */
  readonly feature: string
  /** Returns whether this service executes invocations of `capability`. */
  handles(capability: Capability): boolean
  /** Reads headers and body, and rejects a malformed request before its capabilities are verified. */
  prepare(request: AuthenticatedRequest): Promise<Execute>
}

/**
 * Lets the first service that handles one of the capabilities prepare the request. A capability that no service handles
 * is rejected like one that the invoker does not hold.
 */
export function prepareInvocation(services: readonly Service[], request: AuthenticatedRequest): Promise<Execute> {
  const { capabilities } = request.invocation
  const unknown = capabilities.find((capability) => !services.some(({ handles }) => handles(capability)))
  if (unknown) throw unhandled(unknown)
  const service = services.find(({ handles }) => capabilities.some(handles))
  if (service === undefined) throw new NodeError('not_implemented')
  return service.prepare(request)
}

function unhandled({ resource, service, ability }: Capability): NodeError {
  // Other nodes provide DuckDB.
  const isDuckDb = service === 'duckdb' && ability.startsWith('tinycloud.duckdb/')
  return isDuckDb ? new NodeError('not_implemented') : new NodeError('unauthorized_action', `${resource} / ${ability}`)
}
