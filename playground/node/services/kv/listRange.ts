import { capabilityCovers } from '@openkey/protocol/session'
import type { Capability } from '@openkey/protocol/siwe'
import type { KeyRange } from '../../storage/kvStore.ts'

/** Sorts after every character of a resource. */
const afterAll = '\u007f'

/**
 * The keys that a list of `path` shows: those that begin with it. A session that holds no more than the path itself
 * holds `path` and what follows `path/`; to it, `app` must not tell that there is an `apple`.
 */
export function listRange(capability: Capability, held: readonly Capability[]): KeyRange {
  const { path, resource } = capability
  const beyond = { ...capability, resource: path === undefined ? `${resource}/x` : `${resource}x` }
  const holdsAll = held.some((one) => capabilityCovers(one, capability) && capabilityCovers(one, beyond))
  const exact = path ?? ''
  const from = holdsAll ? exact : `${exact}/`
  return { exact, from, to: `${from}${afterAll}` }
}
