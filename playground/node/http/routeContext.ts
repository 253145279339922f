import type { WallClock } from '@openkey/protocol'
import type { Service } from '../services/service.ts'
import type { Storage } from '../storage/openStorage.ts'
import type { RateLimits } from './rateLimits.ts'
import type { RequestMemory } from './requestMemory.ts'

/** Dependencies of the routes. */
export type RouteContext = {
  readonly storage: Storage
  readonly services: readonly Service[]
  readonly clock: WallClock
  /** DID of this node. */
  readonly nodeId: string
  readonly maxLifetimeMs: number
  readonly maxBodyBytes: number
  readonly limits: Pick<RateLimits, 'perKey'>
  readonly memory: Pick<RequestMemory, 'reserve' | 'reserveDisk'>
}
