import type { Capability } from '@openkey/protocol/siwe'
import { NodeError } from '../../errors/nodeError.ts'
import { replaySkewMs } from '../../limits.ts'
import type { Storage } from '../../storage/openStorage.ts'
import { spacesOf } from '../resources.ts'
import type { Invocation } from './authenticateInvocation.ts'
import { checkInvoker } from './checkInvoker.ts'

/** An authorized invocation. */
export type AuthorizedInvocation = {
  readonly invocation: Invocation
  /** Capabilities of the parents, and the invoked ones that the invoker owns. */
  readonly held: readonly Capability[]
  readonly nowMs: number
}

/**
 * Authorizes an authenticated invocation. The checks run in this order:
 *
 * 1. it is still valid: reading the request took time, and replays are detected only for a while after it expires;
 * 2. the same bytes were not used before. The use is recorded durably, so a rejected invocation cannot be sent again;
 * 3. the invoker holds what it invokes: as owner, or from parents that exist, are named once, were delegated to it, belong
 *    to a chain that is valid now, and cover every capability;
 * 4. every space it names is hosted here.
 *
 * @throws {NodeError}
 */
export function authorizeInvocation(invocation: Invocation, storage: Storage, nowMs: number): AuthorizedInvocation {
  consumeInvocation(invocation, storage, nowMs)
  const held = checkInvoker(invocation, { nowMs, find: storage.delegations.find })
  if (!spacesOf(invocation.capabilities).every(storage.spaces.has)) throw new NodeError('space_not_found')
  return { invocation, held, nowMs }
}

/** Records the only use of an invocation. @throws {NodeError} `invocation_time`, `invocation_replayed` */
export function consumeInvocation(
  { cid, expiresAtMs }: Invocation,
  { replays }: Pick<Storage, 'replays'>,
  nowMs: number,
): void {
  if (expiresAtMs < nowMs) throw new NodeError('invocation_time')
  const isFirst = replays.consume({ cid, forgetAtMs: expiresAtMs + replaySkewMs, nowMs })
  if (!isFirst) throw new NodeError('invocation_replayed')
}
