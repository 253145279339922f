import type { Capability } from '@openkey/protocol/siwe'
import { NodeError } from '../errors/nodeError.ts'

/** For services that know no limit a caveat could name: one that is not enforced must not be granted. */
export function requireUnlimited({ caveats, resource, ability }: Capability): void {
  const isUnlimited = caveats.some((caveat) => Object.keys(caveat).length === 0)
  if (!isUnlimited) throw new NodeError('unauthorized_action', `${resource} / ${ability}`)
}
