import { type Capability, formatSpaceId } from '@openkey/protocol/siwe'
import { NodeError } from '../../errors/nodeError.ts'
import { maxKeyBytes } from '../../limits.ts'
import type { KvStore } from '../../storage/kvStore.ts'
import type { AuthenticatedRequest } from '../service.ts'

/** A request for one or more keys of one space, all with the same ability. */
export type KvRequest = AuthenticatedRequest & {
  readonly kv: KvStore
  readonly space: string
  readonly capabilities: readonly Capability[]
  /** Paths of the capabilities, in their order. A missing path becomes the empty string. */
  readonly paths: readonly string[]
}

/** @throws {NodeError} `request_malformed` if the capabilities name several spaces */
export function toKvRequest(request: AuthenticatedRequest, kv: KvStore): KvRequest {
  const { capabilities } = request.invocation
  const spaces = new Set(capabilities.map(({ space }) => space && formatSpaceId(space)))
  const [space, ...others] = spaces
  if (space === undefined || others.length > 0) {
    throw new NodeError('request_malformed', 'all keys of a request must be in one space')
  }
  return { ...request, kv, space, capabilities, paths: capabilities.map(({ path = '' }) => path) }
}

/** Requires a path that can name a value. Resources are ASCII, so the length is the size in bytes. */
export function requireKey(path: string): string {
  if (path === '' || path.length > maxKeyBytes)
    throw new NodeError('request_malformed', `a key has 1 to ${maxKeyBytes} bytes`)
  return path
}
