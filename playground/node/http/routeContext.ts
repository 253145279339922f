import type { WallClock } from '@openkey/protocol'
import type { Service } from '../services/service.ts'
import type { Storage } from '../storage/openStorage.ts'

/** Dependencies of the routes. */
export type RouteContext = {
  readonly storage: Storage
  readonly services: readonly Service[]
  readonly clock: WallClock
  /** DID of this node. */
  readonly nodeId: string
  readonly maxLifetimeMs: number
  readonly maxBodyBytes: number
}
