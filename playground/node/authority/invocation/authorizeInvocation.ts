import { NodeError } from '../../errors/nodeError.ts'
import { replaySkewMs } from '../../limits.ts'
import type { Storage } from '../../storage/openStorage.ts'
import { spacesOf } from '../spacesOf.ts'
import { checkInvoker } from './checkInvoker.ts'
import type { Authority, Invocation } from './invocation.ts'

/**
 * Decides whether an opened invocation may go ahead. In this order:
 *
 * 1. it still holds: reading its request took time, and copies are remembered only a little longer than it lives;
 * 2. the same bytes were not used before; noted durably, so that a refused invocation cannot be sent again either;
 * 3. the invoker holds what it invokes: as root, or from parents that exist, are named once, were all delegated to it,
 *    rest on a chain that holds at this moment, and cover every capability;
 * 4. every space it names is hosted here.
 */
export function authorizeInvocation(invocation: Invocation, storage: Storage, nowMs: number): Authority {
  const { cid, capabilities, expiresAtMs } = invocation
  if (expiresAtMs < nowMs) throw new NodeError('invocation_time')
  const isFirst = storage.replays.claim({ cid, forgetAtMs: expiresAtMs + replaySkewMs, nowMs })
  if (!isFirst) throw new NodeError('invocation_replayed')

  const held = checkInvoker(invocation, { nowMs, find: storage.delegations.find })
  if (!spacesOf(capabilities).every(storage.spaces.has)) throw new NodeError('space_not_found')
  return { invocation, held, nowMs }
}
