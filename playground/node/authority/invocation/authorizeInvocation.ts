import type { Capability } from '@openkey/protocol/siwe'
import { NodeError } from '../../errors/nodeError.ts'
import { maxChainLength, replaySkewMs } from '../../limits.ts'
import type { Storage } from '../../storage/openStorage.ts'
import type { Closure } from '../delegation/closure.ts'
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
 * 3. the invoker holds what it invokes: as owner, or from parents that exist, are named once, were delegated to it,
 *   belong to a chain that is valid now, and cover every capability;
 * 4. every space it names is hosted here.
 *
 * @throws {NodeError}
 */
export async function authorizeInvocation(
  invocation: Invocation,
  storage: Storage,
  nowMs: number,
): Promise<AuthorizedInvocation> {
  const spaces = spacesOf(invocation.capabilities)
  // Both reads run beside the write, so that a remote database costs one round trip. They decide nothing before it.
  const reading = Promise.all([loadParents(invocation, storage), storage.spaces.hosted(spaces)])
  reading.catch(() => undefined)
  await consumeInvocation(invocation, storage, nowMs)
  const [closure, hosted] = await reading
  const held = checkInvoker(invocation, { nowMs, ...closure })
  if (hosted.size < spaces.length) throw new NodeError('space_not_found')
  return { invocation, held, nowMs }
}

/** Loads what an invocation or revocation cites, and further delegations that it is about. */
export function loadParents(
  { parents }: Pick<Invocation, 'parents'>,
  { delegations }: Pick<Storage, 'delegations'>,
  links: readonly string[] = [],
): Promise<Closure> {
  // One parent too many is enough to be rejected.
  return delegations.load({ full: parents.slice(0, maxChainLength + 1), links })
}

/** Records the only use of an invocation. @throws {NodeError} `invocation_time`, `invocation_replayed` */
export async function consumeInvocation(
  { cid, expiresAtMs }: Invocation,
  { replays }: Pick<Storage, 'replays'>,
  nowMs: number,
): Promise<void> {
  if (expiresAtMs < nowMs) throw new NodeError('invocation_time')
  const isFirst = await replays.consume({ cid, forgetAtMs: expiresAtMs + replaySkewMs })
  if (!isFirst) throw new NodeError('invocation_replayed')
}
