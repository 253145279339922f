import type { Capability } from '@openkey/protocol/siwe'
import { NodeError } from '../errors/nodeError.ts'

/** Rejects a capability that is restricted by caveats. For services that enforce none. */
export function requireNoCaveats({ caveats, resource, ability }: Capability): void {
  const isUnlimited = caveats.some((caveat) => Object.keys(caveat).length === 0)
  if (!isUnlimited) throw new NodeError('unauthorized_action', `${resource} / ${ability}`)
}
